"""Block public access of the account: never set, set in part, and set already."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.scenario_bucket import absent

SETTINGS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")


def account_id(session: Session) -> str:
    """The id that Config reports for an account's setting."""
    return str(session.client("sts").get_caller_identity()["Account"])


def put(session: Session, **settings: bool) -> str:
    """Set all four, off where not given."""
    block = dict.fromkeys(SETTINGS, False) | settings
    session.client("s3control").put_public_access_block(
        AccountId=account_id(session), PublicAccessBlockConfiguration=block
    )
    return account_id(session)


def never_set(session: Session) -> str:
    """As an account was before it had the settings."""
    session.client("s3control").delete_public_access_block(AccountId=account_id(session))
    return account_id(session)


def state(session: Session, resource_id: str) -> Any:
    """The settings; None where there are none."""
    client = session.client("s3control")
    return absent("NoSuchPublicAccessBlockConfiguration", client.get_public_access_block, AccountId=resource_id)


def compliant(session: Session, resource_id: str) -> bool:
    """All four are on."""
    found = state(session, resource_id)
    return bool(found) and all(found["PublicAccessBlockConfiguration"].values())


SCENARIO = Scenario(
    (
        Case(name="never set", make=never_set, state=state, compliant=compliant),
        Case(
            name="policies only",
            make=lambda session: put(session, BlockPublicPolicy=True, RestrictPublicBuckets=True),
            state=state,
            compliant=compliant,
        ),
        Case(
            name="set already",
            make=lambda session: put(session, **dict.fromkeys(SETTINGS, True)),
            state=state,
            compliant=compliant,
            ends=Ends.UNCHANGED,
        ),
    )
)
