"""What runbooks for ECR repositories share: the input, the name and the tags.

https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Repository.html
"""

from typing import Any

from generator.blocks.state_runbook import Events
from generator.model import Input

REPOSITORY = Input(
    name="Repository",
    type="String",
    description="Name or ARN of the repository.",
    allowed_pattern="^(arn:[a-z-]+:ecr:[a-z0-9-]+:[0-9]{12}:repository/)?[a-z0-9][a-z0-9._/-]{1,255}$",
    value="RESOURCE_ID",
)
THE_REPOSITORY = {"Repository": "{{ Repository }}"}


def repository(events: Events) -> dict[str, Any]:
    """What ECR says about the repository."""
    import boto3

    name = events["Repository"].rpartition(":repository/")[2]
    (found,) = boto3.client("ecr").describe_repositories(repositoryNames=[name])["repositories"]
    return dict(found)


def tags(events: Events) -> list[str]:
    """The keys of the repository's tags."""
    import boto3

    arn = repository(events)["repositoryArn"]
    return [tag["Key"] for tag in boto3.client("ecr").list_tags_for_resource(resourceArn=arn)["tags"]]
