"""Cases of a control that are KMS keys.

https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
"""

from collections.abc import Callable
from typing import Any

from generator.rehearsal.scenario import Case, Ends, Session


def key_case(  # noqa: PLR0913  # a Case's members and the key's
    name: str,
    prepare: Callable[[Any, str], object],
    *,
    state: Callable[[Any, str], Any],
    compliant: Callable[[Any], bool],
    ends: Ends = Ends.REPAIRED,
    refusal: str = "",
    key: dict[str, Any] | None = None,
) -> Case:
    """A case whose key is made with ``key`` as CreateKey takes it, then prepared; ``state`` takes a KMS client and the id."""

    def make(session: Session) -> str:
        client = session.client("kms")
        key_id = str(client.create_key(**(key or {}))["KeyMetadata"]["KeyId"])
        prepare(client, key_id)
        return key_id

    return Case(
        name=name,
        make=make,
        state=lambda session, key_id: state(session.client("kms"), key_id),
        compliant=lambda session, key_id: compliant(state(session.client("kms"), key_id)),
        ends=ends,
        refusal=refusal,
    )


def as_made(client: Any, key_id: str) -> None:
    """Leave the key as it was made."""


def exempt(client: Any, key_id: str) -> None:
    """Give the key the tag of resources that runbooks leave alone."""
    client.tag_resource(KeyId=key_id, Tags=[{"TagKey": "baseline-exempt", "TagValue": "yes"}])
