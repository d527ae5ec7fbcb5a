"""ECR scans images for vulnerabilities; the runbook turns scan on push on for a repository, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/ecr-private-image-scanning-enabled.html
https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
"""

from typing import Any

from awacs import ecr

from generator.blocks.ecr_repository import REPOSITORY, THE_REPOSITORY, repository, tags
from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, Any]:
    """The repository's own setting, and how often it is scanned after all, by that and by the registry's rules."""
    import boto3

    found = repository(events)
    answer = boto3.client("ecr").batch_get_repository_scanning_configuration(repositoryNames=[found["repositoryName"]])
    if answer.get("failures"):
        raise ValueError(f"ECR does not say how the repository is scanned: {answer['failures']}")
    (scanning,) = answer["scanningConfigurations"]
    own = found.get("imageScanningConfiguration", {}).get("scanOnPush", False)
    return {"ScanOnPush": own, "ScanFrequency": scanning["scanFrequency"]}


def complies(state: dict[str, Any], events: Events) -> bool:
    """Images are scanned when they are pushed, or ever again."""
    return state["ScanFrequency"] in ("SCAN_ON_PUSH", "CONTINUOUS_SCAN")


def repair(events: Events, context: object) -> None:
    """Scan on push, where it is the repository that decides."""
    import boto3

    client = boto3.client("ecr")
    registry = client.get_registry_scanning_configuration()["scanningConfiguration"]
    if registry["scanType"] != "BASIC" or registry.get("rules"):
        raise ValueError("the scanning rules of the registry decide, and none names the repository: add one there")
    client.put_image_scanning_configuration(
        repositoryName=repository(events)["repositoryName"], imageScanningConfiguration={"scanOnPush": True}
    )


def restore(events: Events, context: object) -> None:
    """Set the repository's former setting."""
    import json

    import boto3

    wanted = json.loads("".join(events["Restore"]))
    boto3.client("ecr").put_image_scanning_configuration(
        repositoryName=repository(events)["repositoryName"],
        imageScanningConfiguration={"scanOnPush": wanted["ScanOnPush"]},
    )


CONTROL = Control(
    identifier="ECR_PRIVATE_IMAGE_SCANNING_ENABLED",
    title=Text("ECR scans images for vulnerabilities", "ECR はイメージの脆弱性をスキャンする"),
    why=Text(
        "Known vulnerabilities of an image are otherwise found by whoever attacks it.",
        "イメージの既知の脆弱性を、攻撃者が先に見つけることになります。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("ECR.1",), anti_patterns=(17,)),
    runbook=Runbook(
        name="ScanImagesOnPush",
        description=(
            "Turns scan on push on for a repository that is not scanned; Restore turns it off again. Where rules of the registry"
            " decide, it is refused."
        ),
        inputs=(REPOSITORY, EXEMPTION),
        undo=Text("The former setting of the repository.", "リポジトリの以前の設定。"),
        steps=state_steps(
            StateFunctions(
                read=read, complies=complies, repair=repair, restore=restore, tags=tags, shared=(repository,)
            ),
            payload=THE_REPOSITORY,
        ),
        permissions=(
            allow(
                ecr.DescribeRepositories,
                ecr.BatchGetRepositoryScanningConfiguration,
                ecr.ListTagsForResource,
                ecr.PutImageScanningConfiguration,
                on=arn("ecr", "repository/*"),
            ),
            allow(ecr.GetRegistryScanningConfiguration, on="*"),
        ),
    ),
)
