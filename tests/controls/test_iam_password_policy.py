import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from generator.controls.iam_password_policy import CONTROL, DEMANDS, complies, read, repair, restore

STRONG = {key: json.loads(value) for key, value in DEMANDS.items()}
EVENTS = {"Demands": DEMANDS, "MaxPasswordAge": ""}
EXPIRING = {**EVENTS, "MaxPasswordAge": "90"}


@pytest.fixture
def iam(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """IAM of moto, a double of AWS."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    with mock_aws():
        yield boto3.client("iam")


def test_the_rule_checks_what_the_runbook_sets() -> None:
    assert CONTROL.inputs == DEMANDS
    assert CONTROL.runbook is not None
    payloads = [step["inputs"]["InputPayload"] for step in CONTROL.runbook.steps if "InputPayload" in step["inputs"]]
    assert [each["Demands"] for each in payloads] == [DEMANDS] * len(payloads)


@pytest.mark.parametrize("key", DEMANDS)
def test_each_demand_counts(key: str) -> None:
    assert complies(STRONG, EVENTS)
    assert not complies({**STRONG, key: STRONG[key] - 1}, EVENTS)
    assert not complies({name: value for name, value in STRONG.items() if name != key}, EVENTS)
    assert not complies(None, EVENTS)


def test_a_stricter_policy_complies() -> None:
    assert complies({**STRONG, "MinimumPasswordLength": 128, "MaxPasswordAge": 1}, EVENTS)


def test_a_repair_never_weakens_and_never_lets_passwords_expire(iam: Any) -> None:
    iam.update_account_password_policy(MinimumPasswordLength=20, RequireSymbols=True)
    repair(EVENTS, None)
    assert read(EVENTS) == {**STRONG, "MinimumPasswordLength": 20}


@pytest.mark.parametrize(("age", "wanted"), [(None, False), (0, False), (91, False), (90, True), (1, True)])
def test_an_age_counts_where_it_is_demanded_only(age: int | None, wanted: bool) -> None:
    policy = STRONG if age is None else {**STRONG, "MaxPasswordAge": age}
    assert complies(policy, EXPIRING) is wanted
    assert complies(policy, EVENTS)


@pytest.mark.parametrize(("former", "after"), [({}, 90), ({"MaxPasswordAge": 365}, 90), ({"MaxPasswordAge": 30}, 30)])
def test_a_demanded_age_shortens_and_never_lengthens(iam: Any, former: dict[str, int], after: int) -> None:
    iam.update_account_password_policy(MinimumPasswordLength=6, **former)
    repair(EXPIRING, None)
    assert read(EXPIRING) == {**STRONG, "MaxPasswordAge": after}


@pytest.mark.parametrize("former", [{}, {"MaxPasswordAge": 365}])
def test_nobody_is_locked_out(iam: Any, former: dict[str, int]) -> None:
    iam.update_account_password_policy(MinimumPasswordLength=6, HardExpiry=True, **former)
    before = read(EXPIRING)
    with pytest.raises(ValueError, match="turn it off first"):
        repair(EXPIRING, None)
    assert read(EXPIRING) == before


def test_the_rule_asks_for_the_age_that_the_runbook_sets() -> None:
    assert CONTROL.runbook is not None
    assert CONTROL.optional_inputs == {"MaxPasswordAge": CONTROL.runbook.inputs[-1].value}
    assert CONTROL.optional_inputs["MaxPasswordAge"].default == ""


def test_a_repair_keeps_what_the_rule_says_nothing_about(iam: Any) -> None:
    beside = {"MaxPasswordAge": 365, "HardExpiry": True, "AllowUsersToChangePassword": True}
    iam.update_account_password_policy(MinimumPasswordLength=6, **beside)
    repair(EVENTS, None)
    assert read(EVENTS) == {**STRONG, **beside}


@pytest.mark.parametrize(
    "former", [None, {"MinimumPasswordLength": 6}, {"MinimumPasswordLength": 20, "HardExpiry": True}]
)
def test_what_there_was_is_restored_also_where_there_was_nothing(iam: Any, former: dict[str, Any] | None) -> None:
    if former:
        iam.update_account_password_policy(**former)
    before = read(EVENTS)
    assert before == former
    repair(EVENTS, None)
    restore({"Restore": [json.dumps(before)]}, None)
    assert read(EVENTS) == former


def test_a_refusal_other_than_a_missing_policy_is_not_taken_for_one(iam: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(**_: Any) -> None:
        raise iam.exceptions.ServiceFailureException({"Error": {"Code": "ServiceFailure"}}, "GetAccountPasswordPolicy")

    monkeypatch.setattr(iam, "get_account_password_policy", denied)
    monkeypatch.setattr(boto3, "client", lambda _: iam)
    with pytest.raises(iam.exceptions.ServiceFailureException):
        read(EVENTS)
