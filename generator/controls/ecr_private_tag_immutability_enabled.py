"""Image tags cannot be moved to another image; the runbook makes a repository's tags immutable, and can undo that.

https://docs.aws.amazon.com/config/latest/developerguide/ecr-private-tag-immutability-enabled.html
https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
"""

from typing import Any

from awacs import ecr

from generator.blocks.ecr_repository import REPOSITORY, THE_REPOSITORY, repository, tags
from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, Any]:
    """The setting, with the tags that it leaves out."""
    found = repository(events)
    return {
        "ImageTagMutability": found["imageTagMutability"],
        "ExclusionFilters": found.get("imageTagMutabilityExclusionFilters") or [],
    }


def complies(state: dict[str, Any], events: Events) -> bool:
    """Tags are immutable, perhaps but for some that the user chose."""
    return str(state["ImageTagMutability"]).startswith("IMMUTABLE")


def repair(events: Events, context: object) -> None:
    """Make all tags immutable."""
    import boto3

    boto3.client("ecr").put_image_tag_mutability(
        repositoryName=repository(events)["repositoryName"], imageTagMutability="IMMUTABLE"
    )


def restore(events: Events, context: object) -> None:
    """Set the former setting, with the tags that it left out."""
    import json

    import boto3

    wanted = json.loads("".join(events["Restore"]))
    filters = wanted["ExclusionFilters"]
    boto3.client("ecr").put_image_tag_mutability(
        repositoryName=repository(events)["repositoryName"],
        imageTagMutability=wanted["ImageTagMutability"],
        **({"imageTagMutabilityExclusionFilters": filters} if filters else {}),
    )


CONTROL = Control(
    identifier="ECR_PRIVATE_TAG_IMMUTABILITY_ENABLED",
    title=Text("ECR image tags are immutable", "ECR のイメージタグは変更できない"),
    why=Text(
        "A tag that can be moved lets another image run under the name of the one that was tested.",
        "タグを付け替えられると、テスト済みのイメージの名前で別のイメージが実行されます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "After a repair, pipelines that push a tag again, such as latest, fail.",
        "修復すると、latest など同じタグを再度プッシュするパイプラインは失敗します。",
    ),
    framework=Framework(security_hub=("ECR.2",)),
    runbook=Runbook(
        name="MakeImageTagsImmutable",
        description="Makes the image tags of a repository immutable; Restore brings the former setting back.",
        inputs=(REPOSITORY, EXEMPTION),
        undo=Text("The former setting, with its exclusions.", "以前の設定(除外フィルターを含む)。"),
        steps=state_steps(
            StateFunctions(
                read=read, complies=complies, repair=repair, restore=restore, tags=tags, shared=(repository,)
            ),
            payload=THE_REPOSITORY,
        ),
        permissions=(
            allow(
                ecr.DescribeRepositories,
                ecr.ListTagsForResource,
                ecr.PutImageTagMutability,
                on=arn("ecr", "repository/*"),
            ),
        ),
    ),
)
