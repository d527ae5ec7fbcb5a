from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.controls.codebuild_project_environment_privileged_check import read, repair, restore, tags
from tests.controls.stubbed_client import stubbed

EVENTS = {"Project": "arn:aws:codebuild:eu-west-1:123456789012:project/web"}
ENVIRONMENT = {
    "type": "LINUX_CONTAINER",
    "image": "aws/codebuild/standard:7.0",
    "computeType": "BUILD_GENERAL1_SMALL",
    "environmentVariables": [{"name": "TOKEN", "value": "web/token", "type": "SECRETS_MANAGER"}],
    "registryCredential": {"credential": "web/registry", "credentialProvider": "SECRETS_MANAGER"},
    "privilegedMode": True,
}


@pytest.fixture
def codebuild(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "codebuild") as stub:
        yield stub


def found(codebuild: Stubber, *projects: dict[str, Any]) -> None:
    codebuild.add_response("batch_get_projects", {"projects": list(projects)}, {"names": [EVENTS["Project"]]})


def test_a_project_that_is_gone_is_no_project_that_complies(codebuild: Stubber) -> None:
    found(codebuild)
    with pytest.raises(ValueError, match="there is no project"):
        read(EVENTS)


def test_everything_else_of_the_environment_is_written_as_it_was(codebuild: Stubber) -> None:
    found(codebuild, {"name": "web", "environment": ENVIRONMENT})
    codebuild.add_response(
        "update_project", {}, {"name": "web", "environment": ENVIRONMENT | {"privilegedMode": False}}
    )
    repair(EVENTS, None)


def test_restore_keeps_what_was_changed_since(codebuild: Stubber) -> None:
    now = ENVIRONMENT | {"image": "aws/codebuild/standard:8.0", "privilegedMode": False}
    found(codebuild, {"name": "web", "environment": now})
    codebuild.add_response("update_project", {}, {"name": "web", "environment": now | {"privilegedMode": True}})
    restore(EVENTS | {"Restore": ['{"PrivilegedMode":true}']}, None)


def test_a_project_without_tags_has_none(codebuild: Stubber) -> None:
    found(codebuild, {"name": "web", "environment": ENVIRONMENT})
    assert tags(EVENTS) == []
