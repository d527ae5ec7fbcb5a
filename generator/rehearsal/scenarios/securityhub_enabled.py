"""Security Hub: not enabled, enabled already, and disabled after it had been enabled."""

from generator.rehearsal.scenario import Case, Ends, Scenario, Session


def account(session: Session) -> str:
    """The id that Config reports for a setting of the account."""
    return str(session.client("sts").get_caller_identity()["Account"])


def disabled(session: Session) -> str:
    """An account that had a hub."""
    session.client("securityhub").disable_security_hub()
    return account(session)


def compliant(session: Session, account_id: str) -> bool:
    """Whether there is a hub."""
    client = session.client("securityhub")
    try:
        client.describe_hub()
    except client.exceptions.InvalidAccessException:
        return False
    return True


SCENARIO = Scenario(
    (
        Case(name="never enabled", make=account, state=compliant, compliant=compliant),
        Case(name="enabled already", make=account, state=compliant, compliant=compliant, ends=Ends.UNCHANGED),
        Case(name="disabled again", make=disabled, state=compliant, compliant=compliant),
    )
)
