"""Trails of an account: none, one that is stopped, one that leaves events out, one of one Region, and one of all."""

from collections.abc import Callable
from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.scenario_trail import BUCKET, make_trail, without_trails


def logging(session: Session, name: str, **facts: Any) -> None:
    """A trail that logs."""
    make_trail(session, name, **facts)
    session.client("cloudtrail").start_logging(Name=name)


def unfit(session: Session) -> str:
    """A trail that logs nothing, and one that logs what is written."""
    account = without_trails(session)
    make_trail(session, "stopped")
    logging(session, "writes", IsMultiRegionTrail=True)
    session.client("cloudtrail").put_event_selectors(
        TrailName="writes", EventSelectors=[{"ReadWriteType": "WriteOnly", "IncludeManagementEvents": True}]
    )
    return account


def one_region(session: Session) -> str:
    """A trail of this Region, with data events besides."""
    account = without_trails(session)
    logging(session, "here")
    selectors = [
        {"Name": "all", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]},
        {
            "Name": "objects",
            "FieldSelectors": [
                {"Field": "eventCategory", "Equals": ["Data"]},
                {"Field": "resources.type", "Equals": ["AWS::S3::Object"]},
            ],
        },
    ]
    session.client("cloudtrail").put_event_selectors(TrailName="here", AdvancedEventSelectors=selectors)
    return account


def every_region(session: Session) -> str:
    """A trail of all Regions beside one of this."""
    account = one_region(session)
    logging(session, "everywhere", IsMultiRegionTrail=True)
    return account


def state(session: Session, resource_id: str) -> Any:
    """Every trail."""
    client = session.client("cloudtrail")
    trails = {trail["Name"]: trail["IsMultiRegionTrail"] for trail in client.describe_trails()["trailList"]}
    return {name: [wide, client.get_trail_status(Name=name)["IsLogging"]] for name, wide in sorted(trails.items())}


def compliant(session: Session, resource_id: str) -> bool:
    """One of all Regions logs, and not only what is written."""
    return any(wide and logs for name, (wide, logs) in state(session, resource_id).items() if name != "writes")


def _case(name: str, make: Callable[[Session], str], ends: Ends = Ends.REPAIRED) -> Case:
    return Case(name=name, make=make, state=state, compliant=compliant, ends=ends)


SCENARIO = Scenario(
    (
        _case("no trail", without_trails),
        _case("unfit trails", unfit),
        _case("one Region", one_region),
        _case("every Region already", every_region, Ends.UNCHANGED),
    ),
    parameters={"NewTrailBucketName": BUCKET},
)
