from typing import Any

import pytest

from generator.controls.s3_lifecycle_policy_check import CONTROL, complies
from generator.model import Mode

RULE: dict[str, Any] = {"ID": "old", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 1}}


@pytest.mark.parametrize(
    ("rules", "wanted"), [(None, False), ([{**RULE, "Status": "Disabled"}], False), ([RULE], True)]
)
def test_a_bucket_complies_by_an_enabled_rule_and_nothing_else_is_asked(rules: Any, wanted: bool) -> None:
    assert complies({"Rules": rules, "TransitionDefaultMinimumObjectSize": None}, {"BucketName": "web"}) is wanted


def test_discarding_uploads_waits_for_a_person() -> None:
    assert CONTROL.mode is Mode.APPROVE
    assert CONTROL.danger is not None
    assert "no object is touched" in CONTROL.danger.en
