"""Analyzers: none, only one that looks for unused access, one of the account, and one of the organization."""

from collections.abc import Callable

from generator.rehearsal.scenario import Case, Ends, Scenario, Session


def with_analyzers(*kinds: str) -> Callable[[Session], str]:
    """An account with analyzers of these types."""

    def make(session: Session) -> str:
        client = session.client("accessanalyzer")
        for name in state(session, ""):
            client.delete_analyzer(analyzerName=name)
        for kind in kinds:
            client.create_analyzer(analyzerName=kind.lower(), type=kind)
        return str(session.client("sts").get_caller_identity()["Account"])

    return make


def state(session: Session, account_id: str) -> dict[str, str]:
    """Each analyzer with its type."""
    return {each["name"]: each["type"] for each in session.client("accessanalyzer").list_analyzers()["analyzers"]}


def compliant(session: Session, account_id: str) -> bool:
    """One of them looks for access from outside."""
    return not {"ACCOUNT", "ORGANIZATION"}.isdisjoint(state(session, account_id).values())


def _case(name: str, *kinds: str, ends: Ends = Ends.REPAIRED) -> Case:
    return Case(name=name, make=with_analyzers(*kinds), state=state, compliant=compliant, ends=ends)


SCENARIO = Scenario(
    (
        _case("no analyzer"),
        _case("unused access only", "ACCOUNT_UNUSED_ACCESS", "ORGANIZATION_UNUSED_ACCESS"),
        _case("analyzer of the account", "ACCOUNT", ends=Ends.UNCHANGED),
        _case("analyzer of the organization", "ORGANIZATION", ends=Ends.UNCHANGED),
    )
)
