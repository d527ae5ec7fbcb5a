"""GuardDuty: never enabled, suspended, and enabled already."""

from generator.rehearsal.scenario import Case, Ends, Scenario, Session


def account(session: Session, *detectors: bool) -> str:
    """An account with these detectors, enabled or suspended."""
    client = session.client("guardduty")
    for each in client.list_detectors()["DetectorIds"]:
        client.delete_detector(DetectorId=each)
    for enabled in detectors:
        client.create_detector(Enable=enabled, FindingPublishingFrequency="ONE_HOUR")
    return str(session.client("sts").get_caller_identity()["Account"])


def compliant(session: Session, account_id: str) -> bool:
    """One detector, and it watches."""
    client = session.client("guardduty")
    states = [client.get_detector(DetectorId=each)["Status"] for each in client.list_detectors()["DetectorIds"]]
    return states == ["ENABLED"]


SCENARIO = Scenario(
    (
        Case(name="never enabled", make=account, state=compliant, compliant=compliant),
        Case(name="suspended", make=lambda session: account(session, False), state=compliant, compliant=compliant),
        Case(
            name="enabled already",
            make=lambda session: account(session, True),
            state=compliant,
            compliant=compliant,
            ends=Ends.UNCHANGED,
        ),
    )
)
