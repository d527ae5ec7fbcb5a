"""Metadata defaults of the account: none as in a new one, tokens optional with other defaults beside, and tokens required."""

from collections.abc import Callable
from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session

NONE = {
    "HttpTokens": "no-preference",
    "HttpEndpoint": "no-preference",
    "InstanceMetadataTags": "no-preference",
    "HttpPutResponseHopLimit": -1,
}


def with_defaults(**defaults: Any) -> Callable[[Session], str]:
    """An account with these defaults and no other."""

    def make(session: Session) -> str:
        session.client("ec2").modify_instance_metadata_defaults(**{**NONE, **defaults})
        return str(session.client("sts").get_caller_identity()["Account"])

    return make


def state(session: Session, account_id: str) -> dict[str, Any]:
    """Every default, so that one that a repair should not touch shows."""
    return dict(session.client("ec2").get_instance_metadata_defaults()["AccountLevel"])


def compliant(session: Session, account_id: str) -> bool:
    """Tokens are required."""
    return state(session, account_id).get("HttpTokens") == "required"


def _case(name: str, ends: Ends = Ends.REPAIRED, **defaults: Any) -> Case:
    return Case(name=name, make=with_defaults(**defaults), state=state, compliant=compliant, ends=ends)


SCENARIO = Scenario(
    (
        _case("no defaults"),
        _case(
            "tokens optional, among other defaults",
            HttpTokens="optional",
            HttpPutResponseHopLimit=2,
            InstanceMetadataTags="enabled",
        ),
        _case("tokens required already", Ends.UNCHANGED, HttpTokens="required", HttpPutResponseHopLimit=1),
        _case("no metadata at all, tokens left open", HttpEndpoint="disabled"),
    )
)
