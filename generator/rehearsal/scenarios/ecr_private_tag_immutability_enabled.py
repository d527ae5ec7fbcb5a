"""Repositories with tags that can be moved, all or but for some, and repositories with tags that cannot."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session

RELEASES = [{"filterType": "WILDCARD", "filter": "v*"}]


def repository(session: Session, name: str, mutability: str, filters: Any = None, *, exempt: bool = False) -> str:
    """A repository; returns its name."""
    session.client("ecr").create_repository(
        repositoryName=name,
        imageTagMutability=mutability,
        tags=[{"Key": "baseline-exempt", "Value": "yes"}] if exempt else [],
        **({"imageTagMutabilityExclusionFilters": filters} if filters else {}),
    )
    return name


def state(session: Session, name: str) -> tuple[Any, Any]:
    """The setting and its exclusions."""
    (found,) = session.client("ecr").describe_repositories(repositoryNames=[name])["repositories"]
    return found["imageTagMutability"], found.get("imageTagMutabilityExclusionFilters") or []


def compliant(session: Session, name: str) -> bool:
    """Tags stay where they are."""
    return str(state(session, name)[0]).startswith("IMMUTABLE")


def _case(name: str, make: Any, ends: Ends = Ends.REPAIRED) -> Case:
    return Case(name=name, make=make, state=state, compliant=compliant, ends=ends)


SCENARIO = Scenario(
    (
        _case("mutable", lambda session: repository(session, "web", "MUTABLE")),
        _case(
            "mutable but for releases",
            lambda session: repository(session, "api", "MUTABLE_WITH_EXCLUSION", RELEASES),
        ),
        _case("immutable", lambda session: repository(session, "shop", "IMMUTABLE"), Ends.UNCHANGED),
        _case(
            "immutable but for releases",
            lambda session: repository(session, "nightly", "IMMUTABLE_WITH_EXCLUSION", RELEASES),
            Ends.UNCHANGED,
        ),
        _case("exempt", lambda session: repository(session, "mirror", "MUTABLE", exempt=True), Ends.EXEMPT),
    )
)
