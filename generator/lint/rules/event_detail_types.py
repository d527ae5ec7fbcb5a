"""Event patterns for a detail-type that the source does not send.

https://docs.aws.amazon.com/eventbridge/latest/ref/events.html
"""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.knowledge.event_sources import CLOUDTRAIL_SUFFIX, SOURCES
from generator.lint.documented import documented
from generator.lint.event_patterns import fields, patterns, values
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.transforms import as_written


@documented("W9603", "resources", "events")
class EventDetailTypes(CloudFormationLintRule):
    """An event pattern asks for detail-types that its source sends.

    detail-type is compared letter by letter. One that the source does not send never comes, so that the rule never fires. Sources whose
    events AWS lists completely are compared with that list, of others only what resembles a known detail-type or belongs to another
    source.

    Example::

        Rule:
          Type: AWS::Events::Rule
          Properties:
            EventPattern:
              source: [aws.securityhub]
              detail-type: [Security Hub Finding - Imported]
            Targets:
              - {Id: topic, Arn: !Ref Topic}
        Topic:
          Type: AWS::SNS::Topic

    Use instead::

        Rule:
          Type: AWS::Events::Rule
          Properties:
            EventPattern:
              source: [aws.securityhub]
              detail-type: [Security Hub Findings - Imported]
            Targets:
              - {Id: topic, Arn: !Ref Topic}
        Topic:
          Type: AWS::SNS::Topic

    Source: https://docs.aws.amazon.com/eventbridge/latest/ref/events.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each detail-type that is not sent."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for resource, pattern in patterns(as_written(cfn)):
        sources = values(pattern, "source")
        if not sources or not all(each in SOURCES or _is_service(each) for each in sources):
            continue
        inside = isinstance(next(resource.at("EventPattern")).value, str)
        for keys, leaf in fields(pattern):
            for number, kind in enumerate(leaf.value) if keys == ("detail-type",) else ():
                problem = _problem(kind, sources) if isinstance(kind, str) else None
                if problem:
                    yield (pattern.path if inside else (*leaf.path, number)), problem


def _is_service(source: Any) -> bool:
    return isinstance(source, str) and source.startswith("aws.")


def _problem(kind: str, sources: list[str]) -> str | None:
    known = {each for source in sources for each in (SOURCES[source].types if source in SOURCES else ())}
    if kind in known:
        return None
    senders = [source for source, facts in SOURCES.items() if kind in facts.types]
    named = " or ".join(sources)
    if senders:
        return f"{named} does not send '{kind}'; {' and '.join(senders)} does"
    if kind.endswith(CLOUDTRAIL_SUFFIX):
        return None
    complete = all(source in SOURCES and SOURCES[source].complete for source in sources)
    close = [each for each in known if _plain(each) == _plain(kind)] or get_close_matches(kind, known, 1, 0.9)
    if not complete and not close:
        return None
    pages = ", ".join(SOURCES[source].page for source in sources if source in SOURCES)
    return f"{named} does not send '{kind}'; " + (f"did you mean '{close[0]}'?" if close else f"see {pages}")


def _plain(name: str) -> str:
    return "".join(each for each in name.lower() if each.isalnum())
