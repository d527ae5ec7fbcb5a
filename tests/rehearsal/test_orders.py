from pathlib import Path

import pytest

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.orders import orders, rehearse_orders

RECORDING = (Path(__file__).parent / "recording.yaml").read_text()


def without(text: str, line: str) -> str:
    assert text.count(line) == 1
    return text.replace(line, "")


def test_the_good_template_is_green_in_every_order(account: StrictAccount) -> None:
    results = rehearse_orders(account, RECORDING)
    assert len(results) > 1
    assert [str(result) for result in results if not result.green] == []


@pytest.mark.parametrize(
    ("line", "early", "reason"),
    [
        ("    DependsOn: Policy\n", "Channel", "InsufficientDeliveryPolicyException"),
        ("    DependsOn: Recorder\n", "Rule", "NoAvailableConfigurationRecorderException"),
        ("    DependsOn: Role\n", "Recorder", "InvalidRoleException"),
    ],
)
def test_a_removed_depends_on_is_found_in_its_order(account: StrictAccount, line: str, early: str, reason: str) -> None:
    red = [result for result in rehearse_orders(account, without(RECORDING, line)) if not result.green]
    assert early in {name for result in red for name in result.order.early}
    assert all(result.stack.failures[0].logical_id == early and reason in str(result) for result in red)


@pytest.mark.parametrize("line", ["    DependsOn: Policy\n", "    DependsOn: Recorder\n", "    DependsOn: Role\n"])
def test_a_plain_deployment_takes_a_bad_order_where_the_template_allows_one(account: StrictAccount, line: str) -> None:
    assert account.create_stack("good", RECORDING).status == "CREATE_COMPLETE"
    account.reset()
    assert account.create_stack("bad", without(RECORDING, line)).status == "ROLLBACK_COMPLETE"


def test_a_lucky_order_hides_what_the_adversarial_one_finds(account: StrictAccount) -> None:
    lucky = without(RECORDING, "    DependsOn: Policy\n")
    stack = account.create_stack("lucky", lucky, order=["Bucket", "Policy", "Role", "Recorder", "Channel", "Rule"])
    assert stack.status == "CREATE_COMPLETE"
    assert any(not result.green for result in rehearse_orders(account, lucky))


def test_every_resource_comes_right_after_what_it_declares_to_need_in_one_order(account: StrictAccount) -> None:
    plan = account.plan(RECORDING)
    sequences = {name: order.sequence for order in orders(plan) for name in order.early}
    assert set(sequences) == set(plan.order)
    assert sequences["Policy"][:2] == ("Bucket", "Policy")
    assert sequences["Channel"][:3] == ("Bucket", "Policy", "Channel")
    # A recorder is complete when its channel is there: the rule comes after both.
    assert sequences["Rule"][-1] == "Rule"
    assert sequences["Role"][0] == "Role"
    assert all(sorted(sequence) == sorted(plan.order) for sequence in sequences.values())


def test_what_the_template_presumes_is_prepared_once_and_there_in_each_order(account: StrictAccount) -> None:
    prepared: list[str] = []

    def prepare(fresh: StrictAccount) -> None:
        prepared.append("once")
        fresh.session().client("iam").create_service_linked_role(AWSServiceName="config.amazonaws.com")

    text = RECORDING.replace("AWSServiceName: config.amazonaws.com", "AWSServiceName: ssm.amazonaws.com")
    results = rehearse_orders(account, text, prepare=prepare)
    assert len(results) > 1
    assert all(result.green for result in results)
    assert prepared == ["once"]


def test_no_order_finds_what_another_made(account: StrictAccount) -> None:
    results = rehearse_orders(account, RECORDING)
    live = [stack.stack_id for stack in account.stacks()]
    assert live == [results[-1].stack.stack_id]
    buckets = account.session().client("s3").list_buckets()["Buckets"]
    assert len(buckets) == sum(made.type_name == "AWS::S3::Bucket" for made in results[-1].stack.resources.values())


def test_the_first_order_is_deployed_whole_and_the_others_up_to_what_is_early(account: StrictAccount) -> None:
    first, *others = rehearse_orders(account, RECORDING)
    assert first.stack.status == "CREATE_COMPLETE"
    assert others
    for result in others:
        assert set(result.order.early) <= set(result.stack.resources)
        assert [*result.stack.resources] and len(result.stack.resources) == result.order.decisive
        whole = result.order.decisive == len(result.order.sequence)
        assert result.stack.status == ("CREATE_COMPLETE" if whole else "CREATE_IN_PROGRESS")
