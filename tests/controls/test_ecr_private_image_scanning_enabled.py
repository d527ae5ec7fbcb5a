from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.controls.ecr_private_image_scanning_enabled import complies, read, repair
from tests.controls.stubbed_client import stubbed

EVENTS = {"Repository": "web"}
FOUND = {"repositories": [{"repositoryName": "web", "imageScanningConfiguration": {"scanOnPush": False}}]}
NAMED = {"repositoryNames": ["web"]}


@pytest.fixture
def ecr(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "ecr") as stub:
        yield stub


@pytest.mark.parametrize(
    ("frequency", "content"), [("SCAN_ON_PUSH", True), ("CONTINUOUS_SCAN", True), ("MANUAL", False)]
)
def test_a_scan_that_is_more_than_on_push_complies(frequency: str, content: bool) -> None:
    assert complies({"ScanOnPush": False, "ScanFrequency": frequency}, EVENTS) is content


def test_a_scan_of_which_ecr_says_nothing_fails(ecr: Stubber) -> None:
    ecr.add_response("describe_repositories", FOUND, NAMED)
    failure = {"repositoryName": "web", "failureCode": "REPOSITORY_NOT_FOUND"}
    answer = {"scanningConfigurations": [], "failures": [failure]}
    ecr.add_response("batch_get_repository_scanning_configuration", answer, NAMED)
    with pytest.raises(ValueError, match="REPOSITORY_NOT_FOUND"):
        read(EVENTS)


@pytest.mark.parametrize("registry", [{"scanType": "ENHANCED"}, {"scanType": "BASIC", "rules": [{}]}])
def test_a_repository_that_the_registry_decides_about_is_left_alone(ecr: Stubber, registry: dict[str, Any]) -> None:
    rules = [{"scanFrequency": "MANUAL", "repositoryFilters": []} for _ in registry.get("rules", [])]
    answer = {"registryId": "123456789012", "scanningConfiguration": registry | {"rules": rules}}
    ecr.add_response("get_registry_scanning_configuration", answer, {})
    with pytest.raises(ValueError, match="rules of the registry decide"):
        repair(EVENTS, None)
