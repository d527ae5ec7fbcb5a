import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.rehearsal.organization.organization import StrictOrganization
from generator.rehearsal.organization.preferences import concurrency, tolerance
from generator.rehearsal.organization.tree import Unit
from tests.rehearsal.organization.stack_set_calls import TOPIC, Calls

BOTH = ("us-east-1", "eu-west-1")
BUCKET = json.dumps({"Resources": {"Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "one-name"}}}})


def test_an_operation_proceeds_as_it_is_asked_after(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    begun = calls.instances("Security", BOTH, OperationPreferences={"RegionOrder": ["eu-west-1", "us-east-1"]})
    seen = []
    for _ in range(5):
        status = calls.operation(begun)["Status"]
        results = calls.results(begun)
        seen.append((status, [results[name, region] for region in BOTH[::-1] for name in ("audit", "log")]))
    assert seen == [
        ("RUNNING", ["RUNNING", "PENDING", "PENDING", "PENDING"]),
        ("RUNNING", ["SUCCEEDED", "RUNNING", "PENDING", "PENDING"]),
        ("RUNNING", ["SUCCEEDED", "SUCCEEDED", "RUNNING", "PENDING"]),
        ("RUNNING", ["SUCCEEDED", "SUCCEEDED", "SUCCEEDED", "RUNNING"]),
        ("SUCCEEDED", ["SUCCEEDED", "SUCCEEDED", "SUCCEEDED", "SUCCEEDED"]),
    ]


def test_an_operation_proceeds_as_time_passes(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    calls.instances("Root")
    light.clock.sleep(9)
    assert {each["StackInstanceStatus"]["DetailedStatus"] for each in calls.listed()} == {"PENDING"}
    light.clock.sleep(11)
    assert {each["Status"] for each in calls.listed()} == {"CURRENT"}


def test_an_operation_with_failures_within_tolerance_succeeds(organization: StrictOrganization) -> None:
    calls = Calls(organization)
    calls.create(template=BUCKET)
    preferences = {"FailureToleranceCount": 1, "MaxConcurrentCount": 1}
    done = calls.end(calls.instances("Security", OperationPreferences=preferences))
    assert (done["Status"], done["StatusDetails"]) == ("SUCCEEDED", {"FailedStackInstancesCount": 1})
    failed = calls.listed(Filters=[{"Name": "DETAILED_STATUS", "Values": "FAILED"}])
    assert [each["Status"] for each in failed] == ["OUTDATED"]
    assert failed[0]["StatusReason"].startswith(
        "ResourceLogicalId:Bucket, ResourceType:AWS::S3::Bucket, ResourceStatusReason:"
    )


def test_a_stack_that_failed_is_made_anew(organization: StrictOrganization) -> None:
    s3 = organization.client("s3")
    s3.create_bucket(Bucket="one-name")
    calls = Calls(organization)
    calls.create(template=BUCKET)
    only = {"AccountFilterType": "INTERSECTION", "Accounts": [organization.account("audit")]}
    calls.end(calls.instances("Security", targets=only))
    assert [each["Status"] for each in calls.listed()] == ["OUTDATED"]
    s3.delete_bucket(Bucket="one-name")
    calls.end(calls.instances("Security", targets=only))
    assert [each["Status"] for each in calls.listed()] == ["CURRENT"]


@pytest.mark.parametrize("mode", ["STRICT_FAILURE_TOLERANCE", "SOFT_FAILURE_TOLERANCE"])
def test_more_failures_than_tolerated_end_the_region_and_those_after_it(light: StrictOrganization, mode: str) -> None:
    calls = Calls(light)
    calls.create()
    light.fail_instances("*", "us-east-1", "broken")
    most = {"FailureToleranceCount": 1, "MaxConcurrentPercentage": 50, "ConcurrencyMode": mode}
    done = calls.end(calls.instances("Root", BOTH, OperationPreferences=most))
    assert done["Status"] == "FAILED"
    results = calls.results(done["OperationId"])
    in_first = [results[name, "us-east-1"] for name in ("shared", "audit", "log", "work", "prod-1", "prod-2", "cards")]
    strict = ["FAILED"] * 2 + ["CANCELLED"] * 5
    assert in_first == (strict if mode.startswith("STRICT") else ["FAILED"] * 3 + ["CANCELLED"] * 4)
    assert {status for (_, region), status in results.items() if region == "eu-west-1"} == {"CANCELLED"}
    cancelled = calls.listed(Filters=[{"Name": "DETAILED_STATUS", "Values": "CANCELLED"}])
    assert {each["Status"] for each in cancelled} == {"OUTDATED"}


def test_regions_in_parallel_do_not_end_each_other(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    light.fail_instances("*", "us-east-1", "broken")
    most = {"RegionConcurrencyType": "PARALLEL"}
    done = calls.end(calls.instances("Security", BOTH, OperationPreferences=most))
    assert done["Status"] == "FAILED"
    statuses = calls.results(done["OperationId"])
    assert statuses["audit", "us-east-1"] == "FAILED"
    assert statuses["log", "us-east-1"] == "CANCELLED"
    assert statuses["log", "eu-west-1"] == "SUCCEEDED"


def test_one_operation_at_a_time_unless_execution_is_managed(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    calls.instances("Security")
    with pytest.raises(calls.client.exceptions.OperationInProgressException, match="Another Operation on StackSet"):
        calls.instances("Workloads")
    light.settle()
    calls.end(calls.begin("update_stack_set", UsePreviousTemplate=True, ManagedExecution={"Active": True}))
    first = calls.instances("Security", OperationPreferences={})
    beside = calls.instances("Workloads", OperationPreferences={})
    behind = calls.instances("Root", OperationPreferences={})
    status = {
        each["OperationId"]: each["Status"]
        for each in calls.client.list_stack_set_operations(StackSetName="topics")["Summaries"]
    }
    assert [status[each] for each in (first, beside, behind)] == ["RUNNING", "RUNNING", "QUEUED"]
    with pytest.raises(calls.client.exceptions.InvalidOperationException):
        calls.begin("update_stack_set", UsePreviousTemplate=True, ManagedExecution={"Active": False})
    assert calls.end(behind)["Status"] == "SUCCEEDED"


def test_a_stopped_operation_finishes_what_is_at_work(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    begun = calls.instances("Security", OperationPreferences={})
    calls.operation(begun)
    calls.client.stop_stack_set_operation(StackSetName="topics", OperationId=begun)
    done = calls.end(begun)
    assert done["Status"] == "STOPPED"
    assert calls.results(begun) == {("audit", "us-east-1"): "SUCCEEDED", ("log", "us-east-1"): "CANCELLED"}
    with pytest.raises(calls.client.exceptions.InvalidOperationException):
        calls.client.stop_stack_set_operation(StackSetName="topics", OperationId=begun)
    with pytest.raises(calls.client.exceptions.OperationNotFoundException):
        calls.client.describe_stack_set_operation(StackSetName="topics", OperationId="none")


def test_a_deletion_that_fails_leaves_an_inoperable_instance(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    calls.end(calls.instances("Security"))
    light.fail_instances("audit", reason="the bucket is not empty")
    calls.end(calls.delete("Security"))
    left = calls.listed()
    assert [(each["Status"], each["StatusReason"]) for each in left] == [("INOPERABLE", "the bucket is not empty")]
    done = calls.end(calls.begin("update_stack_set", UsePreviousTemplate=True))
    assert calls.results(done["OperationId"]) == {}
    calls.end(calls.delete("Security", RetainStacks=True))
    assert calls.listed() == []


def test_a_bucket_that_is_not_empty_makes_its_instance_inoperable(organization: StrictOrganization) -> None:
    calls = Calls(organization)
    calls.create(template=BUCKET)
    only = {"AccountFilterType": "INTERSECTION", "Accounts": [organization.account("audit")]}
    calls.end(calls.instances("Security", targets=only))
    organization.client("s3", "audit").put_object(Bucket="one-name", Key="a", Body=b"")
    done = calls.end(calls.delete("Security"))
    assert done["StatusDetails"]["FailedStackInstancesCount"] == 1
    assert "BucketNotEmpty" in calls.listed()[0]["StatusReason"]


def test_a_region_that_an_account_has_not_enabled_fails_there(light: StrictOrganization) -> None:
    light.disable_region("cards", "eu-west-1")
    calls = Calls(light)
    calls.create()
    done = calls.end(calls.instances("Root", BOTH))
    failed = [place for place, status in calls.results(done["OperationId"]).items() if status == "FAILED"]
    assert failed == [("cards", "eu-west-1")]


def test_suspended_accounts_are_skipped_and_count_for_no_failure(light: StrictOrganization) -> None:
    light.suspend("cards")
    calls = Calls(light)
    calls.create()
    done = calls.end(calls.instances("Workloads"))
    assert (done["Status"], done["StatusDetails"]) == ("SUCCEEDED", {"FailedStackInstancesCount": 0})
    skipped = calls.listed(Filters=[{"Name": "DETAILED_STATUS", "Values": "SKIPPED_SUSPENDED_ACCOUNT"}])
    assert [(each["Account"], each["Status"]) for each in skipped] == [(light.account("cards"), "OUTDATED")]
    light.restore("cards")
    calls.end(calls.instances("Workloads"))
    assert {each["Status"] for each in calls.listed()} == {"CURRENT"}


def test_drift_is_found_where_it_was_staged(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    calls.end(calls.instances("Security"))
    light.drift("topics", "audit", "us-east-1")
    begun = calls.begin("detect_stack_set_drift")
    assert calls.operation(begun)["StackSetDriftDetectionDetails"]["DriftDetectionStatus"] == "IN_PROGRESS"
    details = calls.end(begun)["StackSetDriftDetectionDetails"]
    assert (details["DriftStatus"], details["DriftedStackInstancesCount"], details["InSyncStackInstancesCount"]) == (
        "DRIFTED",
        1,
        1,
    )
    drifted = calls.listed(Filters=[{"Name": "DRIFT_STATUS", "Values": "DRIFTED"}])
    assert [each["Account"] for each in drifted] == [light.account("audit")]
    shown = calls.client.describe_stack_set(StackSetName="topics")["StackSet"]
    assert shown["StackSetDriftDetectionDetails"]["TotalStackInstancesCount"] == 2


def test_an_ou_without_accounts_is_an_operation_without_results(light: StrictOrganization) -> None:
    light.tree.add_unit("Empty", light.root)
    calls = Calls(light)
    calls.create()
    done = calls.end(calls.instances("Empty"))
    assert done["Status"] == "SUCCEEDED"
    assert calls.results(done["OperationId"]) == {}


preferences = st.fixed_dictionaries(
    {},
    optional={
        "FailureToleranceCount": st.integers(0, 50),
        "MaxConcurrentCount": st.integers(1, 200),
        "ConcurrencyMode": st.sampled_from(["STRICT_FAILURE_TOLERANCE", "SOFT_FAILURE_TOLERANCE"]),
    },
)


@settings(max_examples=25)
@given(preferences, st.integers(1, 300), st.integers(0, 300))
def test_strict_tolerance_is_never_exceeded_by_more_than_one(chosen: dict[str, Any], total: int, failures: int) -> None:
    allowed, most = tolerance(chosen, total), concurrency(chosen, total, failures)
    assert (most == 0) == (failures > allowed)
    assert concurrency(chosen, total, allowed + 1) == 0
    assert 1 <= concurrency(chosen, total, allowed) <= 100
    if most and chosen.get("ConcurrencyMode") != "SOFT_FAILURE_TOLERANCE":
        assert failures + most <= allowed + 1


@settings(max_examples=25)
@given(st.integers(1, 2000), st.integers(1, 100), st.integers(0, 100))
def test_percentages_are_rounded_down_and_one_account_is_always_at_work(total: int, most: int, failed: int) -> None:
    chosen = {
        "MaxConcurrentPercentage": most,
        "FailureTolerancePercentage": failed,
        "ConcurrencyMode": "SOFT_FAILURE_TOLERANCE",
    }
    assert tolerance(chosen, total) == total * failed // 100
    assert concurrency(chosen, total, 0) == min(100, max(1, total * most // 100))


def test_a_thousand_accounts_in_seventeen_regions_are_records() -> None:
    units = [Unit(f"unit-{number}", [f"account-{number}-{each}" for each in range(50)]) for number in range(20)]
    with StrictOrganization(Unit("Root", units=units), light=True) as organization:
        organization.trust_stack_sets()
        calls = Calls(organization)
        calls.create(template=TOPIC)
        regions = tuple(sorted(organization.tree.members[organization.management].regions))
        done = calls.end(calls.instances("Root", regions))
        assert done["Status"] == "SUCCEEDED"
        organization.calls.clear()
        assert len(calls.listed()) == 17_000
        assert organization.calls == {"cloudformation:ListStackInstances": 170}
        assert organization.aws.stacks(account_id=organization.account("account-0-0")) == ()
