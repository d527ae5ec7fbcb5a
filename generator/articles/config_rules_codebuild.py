"""Emits templates/config-rules-codebuild.yaml: AWS Config rules for AWS CodeBuild, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    codebuild_project_environment_privileged_check,
    codebuild_project_envvar_awscred_check,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    codebuild_project_environment_privileged_check.CONTROL,
    codebuild_project_envvar_awscred_check.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("CodeBuild", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("CodeBuild controls", "CodeBuild のコントロール"),
    summary=Text(
        "AWS Config rules for AWS CodeBuild projects, with a runbook where a repair is possible.",
        "AWS CodeBuild プロジェクトの AWS Config ルールと、修復できる違反を修復するランブック。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "USD 0.001 per rule evaluation, and the Automation steps of each repair.",
        "ルール評価 1 回あたり 0.001 USD と、修復ごとの Automation ステップ料金。",
    ),
    elements=elements,
    controls=CONTROLS,
)
