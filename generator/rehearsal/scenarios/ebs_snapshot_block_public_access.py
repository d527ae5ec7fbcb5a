"""Block public access for snapshots: off as in a new Region, for new sharing only, and for all sharing."""

from generator.rehearsal.scenario import Case, Ends, Scenario, Session


def account_id(session: Session) -> str:
    """The id that Config reports for an account's setting."""
    return str(session.client("sts").get_caller_identity()["Account"])


def unblocked(session: Session) -> str:
    """As in a new Region."""
    session.client("ec2").disable_snapshot_block_public_access()
    return account_id(session)


def new_sharing(session: Session) -> str:
    """What is public stays so."""
    session.client("ec2").enable_snapshot_block_public_access(State="block-new-sharing")
    return account_id(session)


def all_sharing(session: Session) -> str:
    """Nothing is public."""
    session.client("ec2").enable_snapshot_block_public_access(State="block-all-sharing")
    return account_id(session)


def state(session: Session, resource_id: str) -> str:
    """The Region's state."""
    return str(session.client("ec2").get_snapshot_block_public_access_state()["State"])


def compliant(session: Session, resource_id: str) -> bool:
    """All sharing is blocked."""
    return state(session, resource_id) == "block-all-sharing"


SCENARIO = Scenario(
    (
        Case(name="unblocked", make=unblocked, state=state, compliant=compliant),
        Case(name="new sharing only", make=new_sharing, state=state, compliant=compliant),
        Case(name="all sharing already", make=all_sharing, state=state, compliant=compliant, ends=Ends.UNCHANGED),
    )
)
