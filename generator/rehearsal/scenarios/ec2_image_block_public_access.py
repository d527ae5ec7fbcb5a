"""Block public access for AMIs: off as in an old account, on already, and switched off again by a person."""

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.service_doubles.ec2_account_settings import LAG


def account_id(session: Session) -> str:
    """The account whose setting it is, once the setting has arrived."""
    for _ in range(LAG):
        session.client("ec2").get_image_block_public_access_state()
    return str(session.client("sts").get_caller_identity()["Account"])


def blocked(session: Session) -> str:
    """New sharing is blocked."""
    session.client("ec2").enable_image_block_public_access(ImageBlockPublicAccessState="block-new-sharing")
    return account_id(session)


def unblocked_again(session: Session) -> str:
    """A person has allowed sharing again."""
    blocked(session)
    session.client("ec2").disable_image_block_public_access()
    return account_id(session)


def state(session: Session, resource_id: str) -> str:
    """The Region's state."""
    return str(session.client("ec2").get_image_block_public_access_state()["ImageBlockPublicAccessState"])


def compliant(session: Session, resource_id: str) -> bool:
    """New sharing is blocked."""
    return state(session, resource_id) == "block-new-sharing"


SCENARIO = Scenario(
    (
        Case(name="never blocked", make=account_id, state=state, compliant=compliant),
        Case(name="blocked already", make=blocked, state=state, compliant=compliant, ends=Ends.UNCHANGED),
        Case(name="allowed again", make=unblocked_again, state=state, compliant=compliant),
    )
)
