"""Projects that build with and without privilege, by name and by ARN, with variables that must stay."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session

ENVIRONMENT = {
    "type": "LINUX_CONTAINER",
    "image": "aws/codebuild/amazonlinux-x86_64-standard:5.0",
    "computeType": "BUILD_GENERAL1_SMALL",
    "environmentVariables": [{"name": "STAGE", "value": "test", "type": "PLAINTEXT"}],
}


def project(session: Session, name: str, privileged: bool | None, *, exempt: bool = False) -> str:
    """A project; returns its name."""
    session.client("codebuild").create_project(
        name=name,
        source={"type": "S3", "location": "amzn-s3-demo-bucket/source.zip"},
        artifacts={"type": "NO_ARTIFACTS"},
        environment=ENVIRONMENT | ({} if privileged is None else {"privilegedMode": privileged}),
        serviceRole="arn:aws:iam::123456789012:role/build",
        tags=[{"key": "baseline-exempt", "value": "yes"}] if exempt else [],
    )
    return name


def by_arn(session: Session) -> str:
    """The ARN of a privileged project."""
    name = project(session, "images", privileged=True)
    return str(session.client("codebuild").batch_get_projects(names=[name])["projects"][0]["arn"])


def state(session: Session, project_id: str) -> Any:
    """The project's environment, and its source and role, which nothing may touch."""
    name = project_id.rpartition("/")[2]
    (found,) = session.client("codebuild").batch_get_projects(names=[name])["projects"]
    return {key: found[key] for key in ("environment", "source", "artifacts", "serviceRole")}


def compliant(session: Session, project_id: str) -> bool:
    """It builds without privilege."""
    return not state(session, project_id)["environment"].get("privilegedMode")


def _case(name: str, make: Any, ends: Ends = Ends.REPAIRED) -> Case:
    return Case(name=name, make=make, state=state, compliant=compliant, ends=ends)


SCENARIO = Scenario(
    (
        _case("privileged", lambda session: project(session, "web", privileged=True)),
        _case("by its ARN", by_arn),
        _case("not privileged", lambda session: project(session, "api", privileged=False), Ends.UNCHANGED),
        _case("says nothing", lambda session: project(session, "docs", privileged=None), Ends.UNCHANGED),
        _case("exempt", lambda session: project(session, "base", privileged=True, exempt=True), Ends.EXEMPT),
    )
)
