from pathlib import Path

import pytest

from generator import registry
from generator.model import BadInput
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import all_green, config_rules, groups, launch, rehearse_articles, stack_name
from generator.rehearsal.committed import committed_parameters
from tests.rehearsal.planted import copy

ORDER = ("!Select [0, [!Ref S3ForConfig, !Ref S3BucketPolicyForConfig]]", "!Ref S3ForConfig")


def test_an_article_comes_after_what_it_requires() -> None:
    assert groups(["default-security-group"]) == [["service-linked-roles", "config", "default-security-group"]]
    assert groups(["private-bucket", "private-bucket"]) == [["private-bucket"]]


def test_articles_share_an_account_and_a_composed_one_has_its_own() -> None:
    every = groups([])
    composed = [name for name, article in registry.articles().items() if article.composes]
    assert every[-len(composed) :] == [[name] for name in composed]
    assert {name for group in every for name in group} == set(registry.articles())


def test_articles_that_hold_the_same_control_do_not_share_an_account() -> None:
    for group in groups([]):
        rules = [rule for name in group for rule in config_rules(name)]
        assert len(rules) == len(set(rules))
    apart = groups(["default-security-group", "config-rules-vpc"])
    assert [group[-1] for group in apart] == ["default-security-group", "config-rules-vpc"]
    assert groups(["baseline", "config"]) == [["service-linked-roles", "config"], ["baseline"]]


def test_the_controls_of_a_template_are_those_of_managed_rules_and_those_with_a_policy() -> None:
    queues = {"SNS_ENCRYPTED_KMS", "SNS_TOPIC_NO_PUBLIC_ACCESS", "SQS_QUEUE_ENCRYPTED", "SQS_QUEUE_NO_PUBLIC_ACCESS"}
    assert config_rules("config-rules-sns") == queues
    assert config_rules("config") == frozenset()


def test_an_unknown_article_is_refused() -> None:
    with pytest.raises(BadInput, match=r"Did you mean config\?"):
        groups(["confg"])


def test_in_another_region_only_regional_articles_are_launched_and_know_home() -> None:
    runs = rehearse_articles(["cloudtrail", "default-security-group"], ("eu-west-1", "us-east-1"))
    assert all_green(runs)
    assert {run.article for run in runs if run.region == "us-east-1"} == {"config", "default-security-group"}
    for run in runs:
        assert run.stack is not None
        assert run.stack.parameters.get("HomeRegion") == "eu-west-1"
        assert run.stack.status == "DELETE_COMPLETE"


def test_a_home_region_that_is_given_stays_and_one_that_is_not_is_filled_in(account: StrictAccount) -> None:
    regions = ("us-east-1", "eu-west-1")
    given = committed_parameters("service-linked-roles")
    for home, expected in ((None, "us-east-1"), ("", "us-east-1"), ("eu-west-1", "eu-west-1")):
        account.reset()
        values = {key: value for key, value in given.items() if key != "HomeRegion"}
        run = launch(
            account,
            "service-linked-roles",
            "us-east-1",
            regions,
            values | ({} if home is None else {"HomeRegion": home}),
        )
        assert run.stack is not None
        assert run.stack.parameters["HomeRegion"] == expected


def test_a_failed_stack_is_red_and_tells_its_events(
    account: StrictAccount, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy(tmp_path, monkeypatch).plant("config", *ORDER)
    heard: list[tuple[object, ...]] = []
    launch(account, "service-linked-roles", "us-east-1")
    run = launch(account, "config", "us-east-1", on_event=lambda *event: heard.append(event))
    assert not run.green
    assert (run.status, run.facts()["status"]) == ("ROLLBACK_COMPLETE", "ROLLBACK_COMPLETE")
    assert run.stack is not None
    assert run.facts()["events"] == [str(event) for event in run.stack.events]
    assert heard == [("config", "us-east-1", event) for event in run.stack.events]


def test_a_refused_stack_is_red_and_says_why(
    account: StrictAccount, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy(tmp_path, monkeypatch).plant("config", "Type: AWS::Config::DeliveryChannel", "Type: AWS::Config::Channel")
    run = launch(account, "config", "us-east-1")
    assert not run.green
    assert run.facts() == {"article": "config", "region": "us-east-1", "status": "REFUSED", "reason": run.refused}
    assert "AWS::Config::Channel (resource ConfigDeliveryChannel)" in run.refused


def test_a_stack_that_cannot_be_deleted_is_red(
    account: StrictAccount, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = copy(tmp_path, monkeypatch)
    planted.plant("private-bucket", "    DeletionPolicy: Retain\n", "")
    run = launch(account, "private-bucket", "us-east-1")
    assert run.green
    assert run.stack is not None
    bucket = run.stack.resources["S3ForData"].physical_id
    account.session().client("s3").put_object(Bucket=bucket, Key="kept", Body=b"")
    account.delete_stack(stack_name("private-bucket"))
    assert not all_green([run])
    assert run.facts()["after_delete"] == "DELETE_FAILED"
    assert any("BucketNotEmpty" in event for event in run.facts()["events"])
