"""Macie: never enabled, paused, and enabled already."""

from generator.rehearsal.scenario import Case, Ends, Scenario, Session


def account(session: Session, status: str | None = None) -> str:
    """An account whose Macie session has this status, or that has none."""
    client = session.client("macie2")
    if state(session, "") != "none":
        client.disable_macie()
    if status:
        client.enable_macie(status=status)
    return str(session.client("sts").get_caller_identity()["Account"])


def state(session: Session, account_id: str) -> str:
    """The status of the session."""
    client = session.client("macie2")
    try:
        return str(client.get_macie_session()["status"])
    except client.exceptions.AccessDeniedException:
        return "none"


def at_work(session: Session, account_id: str) -> bool:
    """Whether Macie looks at buckets: a session that was paused for want of none is as idle as none."""
    return state(session, account_id) == "ENABLED"


SCENARIO = Scenario(
    (
        Case(name="never enabled", make=account, state=at_work, compliant=at_work),
        Case(name="paused", make=lambda session: account(session, "PAUSED"), state=state, compliant=at_work),
        Case(
            name="enabled already",
            make=lambda session: account(session, "ENABLED"),
            state=state,
            compliant=at_work,
            ends=Ends.UNCHANGED,
        ),
    )
)
