import json
from collections.abc import Iterator

import pytest
from botocore.stub import Stubber

from generator.blocks.ecr_repository import tags
from generator.controls.ecr_private_tag_immutability_enabled import CONTROL, complies, read, restore
from generator.model import Mode
from tests.controls.stubbed_client import stubbed

EVENTS = {"Repository": "arn:aws:ecr:eu-west-1:123456789012:repository/team/web"}
NAMED = {"repositoryNames": ["team/web"]}
FILTERS = [{"filterType": "WILDCARD", "filter": "latest"}]


@pytest.fixture
def ecr(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "ecr") as stub:
        yield stub


@pytest.mark.parametrize(
    ("setting", "content"),
    [("IMMUTABLE", True), ("IMMUTABLE_WITH_EXCLUSION", True), ("MUTABLE", False), ("MUTABLE_WITH_EXCLUSION", False)],
)
def test_only_immutable_tags_comply(setting: str, content: bool) -> None:
    assert complies({"ImageTagMutability": setting, "ExclusionFilters": []}, EVENTS) is content


def test_exclusions_are_part_of_the_state_and_come_back(ecr: Stubber) -> None:
    found = {
        "repositoryName": "team/web",
        "imageTagMutability": "MUTABLE_WITH_EXCLUSION",
        "imageTagMutabilityExclusionFilters": FILTERS,
    }
    for _ in range(2):
        ecr.add_response("describe_repositories", {"repositories": [found]}, NAMED)
    wanted = {
        "repositoryName": "team/web",
        "imageTagMutability": "MUTABLE_WITH_EXCLUSION",
        "imageTagMutabilityExclusionFilters": FILTERS,
    }
    ecr.add_response("put_image_tag_mutability", {}, wanted)
    restore(EVENTS | {"Restore": [json.dumps(read(EVENTS))]}, None)


def test_tags_are_asked_for_by_the_arn(ecr: Stubber) -> None:
    arn = EVENTS["Repository"]
    ecr.add_response("describe_repositories", {"repositories": [{"repositoryArn": arn}]}, NAMED)
    ecr.add_response("list_tags_for_resource", {"tags": [{"Key": "a", "Value": "1"}]}, {"resourceArn": arn})
    assert tags(EVENTS) == ["a"]


def test_a_person_decides_because_pipelines_may_fail() -> None:
    assert CONTROL.mode is Mode.APPROVE
