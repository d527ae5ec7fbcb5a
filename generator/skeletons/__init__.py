"""The first lines of a new article or control: a file that renders and lints as it is, and its test."""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.knowledge.config_rules import managed_rule
from generator.model import BadInput

FOLDER = Path(__file__).parent
FILE_NAME = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"


def new_article(root: Path, name: str) -> list[Path]:
    """Write ``generator/articles/<name>.py`` and its test; raises BadInput where one is there."""
    if not re.fullmatch(FILE_NAME, name):
        raise BadInput(
            name, "an article's name is lower case words with hyphens", "Write it like default-security-group"
        )
    stem = name.replace("-", "_")
    words: dict[str, object] = {"name": name, "stem": stem, "pascal": "".join(map(str.capitalize, name.split("-")))}
    words["title"] = name.replace("-", " ").capitalize()
    return _write(root, "article", f"articles/{stem}.py", f"articles/test_{stem}.py", words)


def new_control(root: Path, identifier: str) -> list[Path]:
    """Write ``generator/controls/<identifier>.py`` and its test; raises for an identifier that AWS Config does not know."""
    rule = managed_rule(identifier.upper().replace("-", "_"))
    stem = rule.identifier.lower()
    required = {each.name: each.default or "" for each in rule.parameters if not each.optional}
    words = {"stem": stem, "rule": rule, "required": required}
    return _write(root, "control", f"controls/{stem}.py", f"controls/test_{stem}.py", words)


def _write(root: Path, kind: str, source: str, test: str, words: dict[str, object]) -> list[Path]:
    targets = {root / "generator" / source: f"{kind}.py.jinja", root / "tests" / test: f"{kind}_test.py.jinja"}
    for path in targets:
        if path.exists():
            raise BadInput(str(path.relative_to(root)), "the file is there already", "Choose another name, or edit it")
    # The output is Python, where HTML escapes would be wrong.
    environment = Environment(
        loader=FileSystemLoader(FOLDER), undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=True
    )
    for path, skeleton in targets.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(environment.get_template(skeleton).render(words), encoding="utf-8")
    return list(targets)
