"""One of our rules, loaded as cfn-lint loads it, over the text of a template."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from cfnlint.config import ConfigMixIn
from cfnlint.decode import decode_str
from cfnlint.rules import Rules
from cfnlint.template.template import Template

from generator.lint.settings import RULES


@cache
def our_rules() -> Mapping[str, Any]:
    """Every rule by its id."""
    found: Mapping[str, Any] = Rules.create_from_directory(str(RULES)).data
    return found


def found_by(rule: str, text: str, *regions: str) -> list[str]:
    """``Resources/Bucket/Properties: message`` of each match of one rule in a template, for us-east-1 where no Region is named."""
    return [f"{path}: {message}" for path, message in places_found_by(rule, text, *regions)]


def places_found_by(rule: str, text: str, *regions: str) -> list[tuple[str, str]]:
    """The path and message of each match."""
    template, faults = decode_str(as_template(text))
    assert not faults, faults
    cfn = Template("template.yaml", template, list(regions or ("us-east-1",)))
    one = our_rules()[rule]
    one.configure(None, False)
    one.initialize(cfn)
    config = ConfigMixIn(["--include-checks", "I", "--template", "template.yaml"])
    rules = Rules()
    rules[rule] = one
    ran = [match for match in rules.run("template.yaml", cfn, config) if match.rule.id == rule]
    return [("/".join(map(str, match.path)), match.message) for match in ran]


def as_template(text: str) -> str:
    """A mapping of resources becomes a template; a template stays what it is."""
    if any(line.startswith("Resources:") for line in text.splitlines()):
        return text
    return "Resources:\n" + "\n".join(f"  {line}" if line else "" for line in text.splitlines()) + "\n"
