"""CodeBuild projects build without privilege; the runbook turns privileged mode off, and can turn it on again.

https://docs.aws.amazon.com/config/latest/developerguide/codebuild-project-environment-privileged-check.html
https://docs.aws.amazon.com/codebuild/latest/APIReference/API_UpdateProject.html
"""

from typing import Any

from awacs import codebuild

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Input, Mode, Runbook, Scope, Text


def project(events: Events) -> dict[str, Any]:
    """What CodeBuild says about the project."""
    import boto3

    answer = boto3.client("codebuild").batch_get_projects(names=[events["Project"]])
    if not answer["projects"]:
        raise ValueError(f"there is no project {events['Project']}")
    return dict(answer["projects"][0])


def read(events: Events) -> dict[str, Any]:
    """Whether builds are privileged."""
    return {"PrivilegedMode": bool(project(events)["environment"].get("privilegedMode"))}


def complies(state: dict[str, Any], events: Events) -> bool:
    """They are not."""
    return not state["PrivilegedMode"]


def tags(events: Events) -> list[str]:
    """The keys of the project's tags."""
    return [tag["key"] for tag in project(events).get("tags") or []]


def repair(events: Events, context: object) -> None:
    """Write the environment as it is, but for the mode: CodeBuild replaces all of it."""
    import boto3

    found = project(events)
    boto3.client("codebuild").update_project(
        name=found["name"], environment={**found["environment"], "privilegedMode": False}
    )


def restore(events: Events, context: object) -> None:
    """Write the environment as it is, with the former mode."""
    import json

    import boto3

    found = project(events)
    wanted = json.loads("".join(events["Restore"]))["PrivilegedMode"]
    boto3.client("codebuild").update_project(
        name=found["name"], environment={**found["environment"], "privilegedMode": wanted}
    )


CONTROL = Control(
    identifier="CODEBUILD_PROJECT_ENVIRONMENT_PRIVILEGED_CHECK",
    title=Text("CodeBuild builds are not privileged", "CodeBuild のビルドは特権モードで実行されない"),
    why=Text(
        "A privileged build has every device of its host, so that code of others in it breaks out more easily.",
        "特権モードのビルドはホストの全デバイスにアクセスでき、混入したコードがコンテナから抜け出しやすくなります。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "After a repair, projects that build Docker images fail.",
        "修復すると、Docker イメージをビルドするプロジェクトは失敗します。",
    ),
    framework=Framework(),
    runbook=Runbook(
        name="TurnOffPrivilegedBuilds",
        description="Turns privileged mode of a CodeBuild project off; Restore turns it on again. The rest of its environment stays.",
        inputs=(
            Input(
                name="Project",
                type="String",
                description="Name or ARN of the project.",
                allowed_pattern="^(arn:[a-z-]+:codebuild:[a-z0-9-]+:[0-9]{12}:project/)?[A-Za-z0-9][A-Za-z0-9_-]{1,254}$",
                value="RESOURCE_ID",
            ),
            EXEMPTION,
        ),
        undo=Text("The former mode.", "以前のモード。"),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, restore=restore, tags=tags, shared=(project,)),
            payload={"Project": "{{ Project }}"},
        ),
        permissions=(allow(codebuild.BatchGetProjects, codebuild.UpdateProject, on=arn("codebuild", "project/*")),),
    ),
)
