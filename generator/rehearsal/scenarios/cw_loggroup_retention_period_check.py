"""Retention of log groups: short, short beside one of a longer name, longer than asked, without end, and exempt."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session


def log_group(session: Session, name: str, days: int | None, **tags: str) -> str:
    """A log group, which Config names by its name."""
    logs = session.client("logs")
    logs.create_log_group(logGroupName=name, tags={"app": "web", **tags})
    if days:
        logs.put_retention_policy(logGroupName=name, retentionInDays=days)
    return name


def by_arn(session: Session) -> str:
    """Of two groups, the one whose name begins the other's."""
    log_group(session, "/web/errors/old", 3653)
    log_group(session, "/web/errors", 1)
    return f"arn:aws:logs:{session.region}:123456789012:log-group:/web/errors:*"


def state(session: Session, resource_id: str) -> Any:
    """Days by name, of this group and its neighbours."""
    groups = session.client("logs").describe_log_groups()["logGroups"]
    return {each["logGroupName"]: each.get("retentionInDays") for each in groups}


def compliant(session: Session, resource_id: str) -> bool:
    """A year or more."""
    name = resource_id.rpartition(":log-group:")[2].removesuffix(":*")
    return (state(session, resource_id)[name] or 3653) >= 365


def _case(name: str, make: Any, ends: Ends = Ends.REPAIRED) -> Case:
    return Case(name=name, make=make, state=state, compliant=compliant, ends=ends)


SCENARIO = Scenario(
    (
        _case("a month", lambda session: log_group(session, "/web/access", 30)),
        _case("a day, by ARN", by_arn),
        _case("ten years", lambda session: log_group(session, "/web/audit", 3653), Ends.UNCHANGED),
        _case("for ever", lambda session: log_group(session, "/web/legal", None), Ends.UNCHANGED),
        _case(
            "exempt group",
            lambda session: log_group(session, "/web/debug", 3, **{"baseline-exempt": "yes"}),
            Ends.EXEMPT,
        ),
    )
)
