"""Event patterns that ask for a field which no such event has.

https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
"""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.knowledge.event_sources import ENVELOPE, SOURCES
from generator.lint.documented import documented
from generator.lint.event_patterns import fields, needs_field, patterns, values
from generator.lint.matches import matches
from generator.lint.nodes import Path, Place
from generator.lint.transforms import as_written

TRUSTED_ADVISOR = "aws.trustedadvisor"
ITEM_STATUS = ("detail", "check-item-detail", "status")


@documented("W9602", "resources", "events")
class EventPatternFields(CloudFormationLintRule):
    """An event pattern asks for fields that its events have.

    An event without the field does not match, so that the rule never fires and nobody notices: detailType instead of detail-type,
    a finding's Severity instead of severity, or Trusted Advisor's status inside check-item-detail.

    Example::

        Rule:
          Type: AWS::Events::Rule
          Properties:
            EventPattern:
              source: [aws.trustedadvisor]
              detail-type: [Trusted Advisor Check Item Refresh Notification]
              detail:
                check-item-detail:
                  status: [ERROR, WARN]
            Targets:
              - {Id: topic, Arn: !Ref Topic}
        Topic:
          Type: AWS::SNS::Topic

    Use instead::

        Rule:
          Type: AWS::Events::Rule
          Properties:
            EventPattern:
              source: [aws.trustedadvisor]
              detail-type: [Trusted Advisor Check Item Refresh Notification]
              detail:
                status: [ERROR, WARN]
            Targets:
              - {Id: topic, Arn: !Ref Topic}
        Topic:
          Type: AWS::SNS::Topic

    Source: https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each field that is not there."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for resource, pattern in patterns(as_written(cfn)):
        inside = isinstance(next(resource.at("EventPattern")).value, str)
        for keys, leaf in fields(pattern):
            problem = _problem(keys, pattern) if keys and needs_field(leaf) else None
            if problem:
                yield (pattern.path if inside else leaf.path), problem


def _problem(keys: tuple[str, ...], pattern: Place) -> str | None:
    if keys[0] not in ENVELOPE:
        close = get_close_matches(keys[0].replace("_", "-"), ENVELOPE, 1)
        return f"no event has a field '{keys[0]}'" + (
            f"; did you mean '{close[0]}'?" if close else "; it belongs into 'detail'"
        )
    if keys == ITEM_STATUS and values(pattern, "source") == [TRUSTED_ADVISOR]:
        return "Trusted Advisor sends the status of an item as detail.status, not inside check-item-detail"
    known = _known(pattern)
    if keys[0] != "detail" or len(keys) < 2 or not known or keys[1] in known:
        return None
    close = [each for each in known if _plain(each) == _plain(keys[1])] or get_close_matches(keys[1], known, 1, 0.8)
    return f"'detail' of these events has no '{keys[1]}'; did you mean '{close[0]}'?" if close else None


def _known(pattern: Place) -> frozenset[str]:
    """The fields of ``detail`` of the one kind of event that the pattern names."""
    sources, types = values(pattern, "source"), values(pattern, "detail-type")
    if not sources or not types or len(sources) != 1 or len(types) != 1 or sources[0] not in SOURCES:
        return frozenset()
    return SOURCES[sources[0]].details.get(types[0], frozenset())


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")
