"""Repositories that are scanned, that are not, and whose scans the registry decides."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session


def repository(session: Session, name: str, *, scan: bool = False, exempt: bool = False) -> str:
    """A repository; returns its name."""
    tags = [{"Key": "baseline-exempt", "Value": "yes"}] if exempt else []
    session.client("ecr").create_repository(
        repositoryName=name, imageScanningConfiguration={"scanOnPush": scan}, tags=tags
    )
    return name


def by_arn(session: Session) -> str:
    """The ARN of a repository whose name is a path."""
    name = repository(session, "team/web")
    found = session.client("ecr").describe_repositories(repositoryNames=[name])["repositories"]
    return str(found[0]["repositoryArn"])


def under_rules(session: Session, name: str) -> str:
    """A repository in a registry whose one rule is for names that begin with prod."""
    rule = {"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [{"filter": "prod*", "filterType": "WILDCARD"}]}
    session.client("ecr").put_registry_scanning_configuration(scanType="BASIC", rules=[rule])
    return repository(session, name)


def state(session: Session, repository_id: str) -> tuple[Any, Any]:
    """The repository's setting, and how it is scanned."""
    ecr, name = session.client("ecr"), repository_id.rpartition(":repository/")[2]
    (found,) = ecr.describe_repositories(repositoryNames=[name])["repositories"]
    answer = ecr.batch_get_repository_scanning_configuration(repositoryNames=[name])
    return found["imageScanningConfiguration"], answer["scanningConfigurations"][0]["scanFrequency"]


def compliant(session: Session, repository_id: str) -> bool:
    """It is scanned."""
    return state(session, repository_id)[1] in ("SCAN_ON_PUSH", "CONTINUOUS_SCAN")


def _case(name: str, make: Any, ends: Ends = Ends.REPAIRED, refusal: str = "") -> Case:
    return Case(name=name, make=make, state=state, compliant=compliant, ends=ends, refusal=refusal)


SCENARIO = Scenario(
    (
        _case("not scanned", lambda session: repository(session, "web")),
        _case("by its ARN", by_arn),
        _case("scanned on push", lambda session: repository(session, "api", scan=True), Ends.UNCHANGED),
        _case("exempt", lambda session: repository(session, "mirror", exempt=True), Ends.EXEMPT),
        _case("named by a rule", lambda session: under_rules(session, "prod-web"), Ends.UNCHANGED),
        _case(
            "named by no rule",
            lambda session: under_rules(session, "lab"),
            Ends.REFUSED,
            "rules of the registry decide",
        ),
    )
)
