"""A double of ECR's answer how a repository is scanned: moto looks at the registry's rules only.

https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-basic.html
"""

from fnmatch import fnmatchcase
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call


def batch_get_repository_scanning_configuration(call: Call) -> Answer:
    """By the first rule of the registry that names the repository; by its own setting where the registry has no rule."""
    ecr = call.account.client("ecr")
    registry = ecr.get_registry_scanning_configuration()["scanningConfiguration"]
    found = ecr.describe_repositories(repositoryNames=call.parameters["repositoryNames"])["repositories"]
    return {"scanningConfigurations": [_scanning(each, registry) for each in found], "failures": []}


def _scanning(repository: dict[str, Any], registry: dict[str, Any]) -> dict[str, Any]:
    own = bool(repository["imageScanningConfiguration"]["scanOnPush"])
    frequency = "SCAN_ON_PUSH" if own and registry["scanType"] == "BASIC" and not registry.get("rules") else "MANUAL"
    applied = []
    for rule in registry.get("rules") or []:
        matching = [
            each for each in rule["repositoryFilters"] if fnmatchcase(repository["repositoryName"], each["filter"])
        ]
        if matching:
            frequency, applied = rule["scanFrequency"], matching
            break
    return {
        "repositoryArn": repository["repositoryArn"],
        "repositoryName": repository["repositoryName"],
        "scanOnPush": own,
        "scanFrequency": frequency,
        "appliedScanFilters": applied,
    }


DOUBLES: Final = {("ecr", "BatchGetRepositoryScanningConfiguration"): batch_get_repository_scanning_configuration}
