"""EBS encryption by default: off as in a new Region, and on already."""

from generator.rehearsal.scenario import Case, Ends, Scenario, Session


def account_id(session: Session) -> str:
    """The id that Config reports for an account's setting."""
    return str(session.client("sts").get_caller_identity()["Account"])


def off(session: Session) -> str:
    """The default of a new Region."""
    session.client("ec2").disable_ebs_encryption_by_default()
    return account_id(session)


def on(session: Session) -> str:
    """The setting is there already."""
    session.client("ec2").enable_ebs_encryption_by_default()
    return account_id(session)


def state(session: Session, resource_id: str) -> bool:
    """Whether the Region encrypts by default."""
    return bool(session.client("ec2").get_ebs_encryption_by_default()["EbsEncryptionByDefault"])


SCENARIO = Scenario(
    (
        Case(name="off", make=off, state=state, compliant=state),
        Case(name="on already", make=on, state=state, compliant=state, ends=Ends.UNCHANGED),
        Case(name="off again", make=off, state=state, compliant=state),
    )
)
