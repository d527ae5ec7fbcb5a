import json
import shlex
from collections.abc import Iterator, Mapping
from importlib import import_module

import pytest
from markupsafe import escape
from troposphere import Ref, Sub, sns

from generator.build.outputs import ROOT
from generator.catalogue.edition import edition
from generator.catalogue.site import site
from generator.catalogue.words import words
from generator.model import Article, Element, Parameter, Scope, Text
from generator.render import Template, rendered
from tests.catalogue.expected import BASE, LANGUAGES
from tests.catalogue.page import parsed

EVIL = """<script>alert("1")</script>'"&<img src=x onerror=alert(2)>$(touch x)`id`"""


@pytest.fixture(scope="module")
def evil() -> Template:
    def elements() -> Iterator[Element]:
        # A parameter's own words are ASCII, and otherwise anything.
        yield Parameter(name="P", description=EVIL, label=EVIL, group=EVIL, default=EVIL, example=EVIL, constraint=EVIL)
        yield Parameter(name="Q", description=EVIL, label=EVIL, group=EVIL, default=EVIL, allowed_values=(EVIL, "b"))
        yield Parameter(name="R", description=EVIL, label=EVIL, group=EVIL, no_echo=True)
        yield sns.Topic("T", DisplayName=Ref("P"), TopicName=Sub("${Q}${R}" + EVIL.replace("$(", "(")))

    article = Article(
        title=Text(EVIL, EVIL), summary=Text(EVIL, EVIL), scope=Scope.REGIONAL, cost=Text(EVIL, EVIL), elements=elements
    )
    return rendered("evil", article, {}, "evil.py", ("Nothing.",))


def test_untrusted_words_are_escaped_everywhere(rendered_articles: Mapping[str, Template], evil: Template) -> None:
    few = {name: rendered_articles[name] for name in ("baseline", "trusted-advisor-checks", "anti-patterns")}
    needed = {
        name for each in few.values() for name in (*each.article.requires, *(p.article for p in each.article.composes))
    }
    few |= {name: rendered_articles[name] for name in [*needed, *rendered_articles]}
    made = site({**few, "evil": evil}, edition(ROOT, BASE, None), ROOT)
    for path, text in made.items():
        if path.endswith((".html", ".xml")):
            assert "<script>alert" not in text, path
            assert "<img src=x" not in text, path
    page = parsed(made["en/articles/evil.html"])
    assert page.inline == []
    for language in LANGUAGES:
        assert escape(words(language)["no_echo"]) in made[f"{language}/articles/evil.html"]
    assert json.loads(made["index.json"])["articles"][-1]["title"]["en"] == EVIL


def test_commands_keep_their_words_whatever_is_in_them() -> None:
    from generator.catalogue.commands import stack_instances, stack_set, taskcat

    words = shlex.split(stack_set("n", "s'; rm -rf /", f"https://x/{EVIL}", "us-east-1", ("CAPABILITY_IAM",)))
    assert words[words.index("--stack-set-name") + 1] == "s'; rm -rf /"
    assert words[words.index("--template-url") + 1] == f"https://x/{EVIL}"
    # Python's shlex keeps the line ends that a shell drops after a backslash.
    assert shlex.split(stack_instances("s", "us-east-1", ["a b"]).replace("\\\n", ""))[-3] == "a b"
    text = taskcat("n", ["us-east-1"], {"P": EVIL + "\n- x: y"})
    assert import_module("yaml").safe_load(text)["tests"]["n"]["parameters"] == {"P": EVIL + "\n- x: y"}
