"""Texts of a template that CloudFormation shows as question marks.

https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1220
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path

SECTIONS = {"Parameters": ("Description", "ConstraintDescription"), "Outputs": ("Description",)}


@documented("W9804", "descriptions")
class GarbledTexts(CloudFormationLintRule):
    """What the template tells its reader is ASCII.

    CloudFormation runs a template with other characters, but gives every one of them back as a question mark: in the stack's
    description, in GetTemplate, and so in every comparison with what is deployed. Judged are the template's description and those of
    parameters, outputs and assertions, which have no other purpose than to be read.

    Example::

        Description: "\\u30ed\\u30b0\\u306e\\u30d0\\u30b1\\u30c3\\u30c8"
        Resources:
          Topic:
            Type: AWS::SNS::Topic

    Use instead::

        Description: A bucket for logs
        Resources:
          Topic:
            Type: AWS::SNS::Topic

    Source: https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1220
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each text."""
        return matches(_found(cfn.template))


def _found(template: Any) -> Iterator[tuple[Path, str]]:
    for path, text in _texts(template if isinstance(template, Mapping) else {}):
        if isinstance(text, str) and not text.isascii():
            first = next(each for each in text if not each.isascii())
            shown = first.encode("ascii", "backslashreplace").decode()
            yield path, f"CloudFormation gives {shown} and what else is not ASCII back as '?'; write it in ASCII"


def _texts(template: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    yield ("Description",), template.get("Description")
    for section, keys in SECTIONS.items():
        for name, body in _items(template.get(section)):
            for key in keys:
                yield (section, name, key), body.get(key) if isinstance(body, Mapping) else None
    for name, rule in _items(template.get("Rules")):
        assertions = rule.get("Assertions") if isinstance(rule, Mapping) else None
        for number, each in enumerate(assertions if isinstance(assertions, list) else ()):
            text = each.get("AssertDescription") if isinstance(each, Mapping) else None
            yield ("Rules", name, "Assertions", number, "AssertDescription"), text


def _items(section: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(section, Mapping):
        yield from ((name, body) for name, body in section.items() if isinstance(name, str))
