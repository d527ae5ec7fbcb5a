from collections.abc import Iterator

import pytest
from botocore.stub import Stubber

from generator.controls.securityhub_enabled import CONTROL, read
from tests.controls.stubbed_client import stubbed


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "securityhub") as stubber:
        yield stubber


def test_an_account_without_a_hub_is_not_enabled(service: Stubber) -> None:
    service.add_client_error("describe_hub", "InvalidAccessException", "Account is not subscribed to AWS Security Hub")
    assert read({}) == {"Enabled": False}


@pytest.mark.parametrize("code", ["InternalException", "LimitExceededException", "AccessDeniedException"])
def test_another_refusal_is_not_taken_for_a_missing_hub(service: Stubber, code: str) -> None:
    service.add_client_error("describe_hub", code, "refused")
    with pytest.raises(Exception, match="refused"):
        read({})


def test_no_standard_is_enabled_and_there_is_no_way_back_that_would_lose_findings() -> None:
    assert CONTROL.runbook is not None
    assert CONTROL.runbook.undo is None
    (enable,) = [step for step in CONTROL.runbook.steps if step["action"] == "aws:executeAwsApi"]
    assert enable["inputs"]["EnableDefaultStandards"] is False
