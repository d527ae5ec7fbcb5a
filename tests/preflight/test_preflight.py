import json
from pathlib import Path

import pytest

from generator.model import BadInput
from generator.preflight.files import place_of, write
from generator.preflight.finding import Level
from generator.preflight.preflight import require_places, wanted
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters, template_text
from generator.template.errors import RequestRefused
from tests.preflight.looking import HOME, everything, launched, look, texts, trail_bucket, written

OTHER = "eu-west-1"
ONCE = {
    "service-linked-roles": "ServiceLinkedRoleOfConfig",
    "config": "ConfigurationRecorder",
    "cloudtrail": "Trail",
    "guardduty": "Detector",
    "security-hub": "SecurityHub",
    "macie": "Macie",
    "detective": "Graph",
    "access-analyzer": "ExternalAccess",
    "ecr-scanning": "EcrScanning",
}
"""Articles in an order in which they can be launched, each with the parameter of what is there only once."""


def test_in_an_empty_account_everything_is_created_and_what_is_written_deploys(
    account: StrictAccount, tmp_path: Path
) -> None:
    report = look(account, tmp_path, *ONCE)
    assert report.status == 0, texts(report, Level.FAILS) + texts(report, Level.UNSEEN)
    decided = {name: written(tmp_path, account, name)[parameter] for name, parameter in ONCE.items()}
    # Macie costs by the bucket and month, and stays off until somebody wants it.
    assert decided == dict.fromkeys(ONCE, "CREATE") | {"macie": "DISABLED", "ecr-scanning": "BASIC"}
    for name in ONCE:
        launched(tmp_path, account, name)


def test_what_is_there_already_is_adopted_and_what_is_written_deploys(account: StrictAccount, tmp_path: Path) -> None:
    everything(account)
    refused = launch(account, "guardduty", HOME)
    assert refused.stack is not None and not refused.green
    account.delete_stack(refused.stack.name)
    report = look(account, tmp_path, *ONCE)
    assert report.status == 0, texts(report, Level.FAILS) + texts(report, Level.UNSEEN)
    assert {name: written(tmp_path, account, name)[each] for name, each in ONCE.items()} == dict.fromkeys(
        ONCE, "EXISTING"
    )
    assert "recorder: it is Control Tower's, which forbids changing it" in texts(report, Level.NOTE)
    assert written(tmp_path, account, "cloudtrail")["TrailLogGroup"] == "EXISTING"
    assert written(tmp_path, account, "service-linked-roles")["ServiceLinkedRoleOfConfigRemediation"] == "EXISTING"
    detector = account.account_region(HOME).client("guardduty").list_detectors()["DetectorIds"]
    assert [written(tmp_path, account, "guardduty")["DetectorId"]] == detector
    for name in ONCE:
        launched(tmp_path, account, name)
    assert account.account_region(HOME).client("guardduty").list_detectors()["DetectorIds"] == detector


def test_the_whole_baseline_deploys_into_a_landing_zone(account: StrictAccount, tmp_path: Path) -> None:
    everything(account)
    services = ("GuardDuty", "SecurityHub", "Macie", "Detective", "ECRScanning")
    chosen = committed_parameters("baseline") | {f"Deploy{each}": "ENABLED" for each in services}
    path = tmp_path / account.account_id / "baseline.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"Parameters": chosen}))
    report = look(account, tmp_path)
    assert report.status == 0, texts(report, Level.FAILS) + texts(report, Level.UNSEEN)
    values = written(tmp_path, account, "baseline")
    assert {values[each] for name, each in ONCE.items()} == {"EXISTING"}
    assert values["DeployMacie"] == "ENABLED"
    launched(tmp_path, account, "baseline")


def test_what_the_article_itself_made_stays_its_own_and_an_update_changes_nothing(
    account: StrictAccount, tmp_path: Path
) -> None:
    names = ("service-linked-roles", "config", "guardduty")
    look(account, tmp_path, *names)
    stacks = {name: launched(tmp_path, account, name) for name in names}
    report = look(account, tmp_path, *names)
    assert report.status == 0, texts(report, Level.FAILS)
    for name, stack in stacks.items():
        values = written(tmp_path, account, name)
        assert values[ONCE[name]] == "CREATE"
        with pytest.raises(RequestRefused, match="No updates are to be performed"):
            account.update_stack(stack.name, template_text(name), values, stack.capabilities)


def test_a_recorder_of_another_stack_of_ours_is_adopted(account: StrictAccount, tmp_path: Path) -> None:
    for name in ("service-linked-roles", "config"):
        launch(account, name, HOME)
    look(account, tmp_path, "baseline")
    assert written(tmp_path, account, "baseline")["ConfigurationRecorder"] == "EXISTING"


def test_two_articles_of_one_launch_make_a_thing_once(account: StrictAccount, tmp_path: Path) -> None:
    report = look(account, tmp_path, "config", "baseline")
    assert written(tmp_path, account, "config")["ConfigurationRecorder"] == "CREATE"
    assert written(tmp_path, account, "baseline")["ConfigurationRecorder"] == "EXISTING"
    assert any("config makes it" in text for text in texts(report, Level.DECIDED))


def test_what_somebody_switched_off_for_this_account_stays_off(account: StrictAccount, tmp_path: Path) -> None:
    look(account, tmp_path, "macie")
    account.account_region(HOME).client("macie2").enable_macie()
    report = look(account, tmp_path, "macie")
    assert written(tmp_path, account, "macie")["Macie"] == "DISABLED"
    assert any("the parameters file says DISABLED" in text for text in texts(report, Level.DECIDED))


def test_what_is_gone_is_created_again(account: StrictAccount, tmp_path: Path) -> None:
    everything(account)
    look(account, tmp_path, "guardduty", "access-analyzer", "cloudtrail")
    account.reset()
    look(account, tmp_path, "guardduty", "access-analyzer", "cloudtrail")
    assert written(tmp_path, account, "guardduty")["Detector"] == "CREATE"
    assert written(tmp_path, account, "access-analyzer")["ExternalAccess"] == "CREATE"
    assert written(tmp_path, account, "cloudtrail")["TrailLogGroup"] == "CREATE"


def test_a_bucket_left_by_an_earlier_stack_is_used_again_where_its_policy_admits(
    account: StrictAccount, tmp_path: Path
) -> None:
    launch(account, "service-linked-roles", HOME)
    run = launch(account, "config", HOME)
    assert run.stack is not None
    s3, bucket = account.account_region(HOME).client("s3"), run.stack.resources["S3ForConfig"].physical_id
    policy = s3.get_bucket_policy(Bucket=bucket)["Policy"]
    account.delete_stack(run.stack.name)
    report = look(account, tmp_path, "config")
    (note,) = texts(report, Level.NOTE)
    assert bucket in note and "ConfigBucketName" in note and "does not admit config.amazonaws.com" in note
    assert written(tmp_path, account, "config")["ConfigBucketName"] == ""
    s3.put_bucket_policy(Bucket=bucket, Policy=policy)
    look(account, tmp_path, "config")
    assert written(tmp_path, account, "config")["ConfigBucketName"] == bucket
    assert launched(tmp_path, account, "config").outputs["ConfigBucketNameInUse"].value == bucket


def test_a_bucket_of_a_live_stack_is_not_left(account: StrictAccount, tmp_path: Path) -> None:
    for name in ("service-linked-roles", "config"):
        launch(account, name, HOME)
    assert texts(look(account, tmp_path, "config", "baseline"), Level.NOTE) == []


def test_the_named_buckets_of_an_earlier_archive_stop_the_next_one_of_the_same_prefix(
    account: StrictAccount, tmp_path: Path
) -> None:
    named = {"ArchiveOrganizationId": "o-exampleorgid", "ArchiveBucketPrefix": "logs"}
    run = launch(account, "log-archive", HOME, given=named)
    assert run.stack is not None
    path = place_of(tmp_path, account.account_id, HOME, HOME, "log-archive")
    write({path: named})
    assert texts(look(account, tmp_path, "log-archive"), Level.FAILS) == []
    account.delete_stack(run.stack.name)
    trail, config = (f"logs-{writer}-{account.account_id}-{HOME}-an" for writer in ("cloudtrail", "config"))
    assert texts(look(account, tmp_path, "log-archive"), Level.FAILS) == [
        f"bucket: {name} is there, left by an earlier stack or made otherwise: take another ArchiveBucketPrefix"
        for name in (trail, config)
    ]
    refused = launch(account, "log-archive", HOME, given=named)
    assert refused.stack is not None
    assert "already exists" in str(refused.stack.failures[0].reason)
    write({path: named | {"ArchiveBucketPrefix": ""}})
    report = look(account, tmp_path, "log-archive")
    assert any(trail in note and config in note for note in texts(report, Level.NOTE))
    assert texts(report, Level.FAILS) == []


def test_taken_names_of_rules_documents_and_roles_stop_the_launch(account: StrictAccount, tmp_path: Path) -> None:
    for name in ("service-linked-roles", "config"):
        launch(account, name, HOME)
    made = launch(account, "default-security-group", HOME)
    assert made.stack is not None
    assert look(account, tmp_path, "default-security-group").status == 0
    report = look(account, tmp_path, "config-rules-vpc")
    assert report.status == 1
    found = texts(report, Level.FAILS)
    for expected in (
        "rule: baseline-vpc-default-security-group-closed is taken",
        "document: baseline-RevokeDefaultSecurityGroup is taken",
        "role: baseline-RevokeDefaultSecurityGroup is taken",
    ):
        assert sum(expected in text for text in found) == 1, found
    assert all("another NamePrefix, or delete" in text for text in found)


def test_two_articles_that_make_one_rule_are_told(account: StrictAccount, tmp_path: Path) -> None:
    report = look(account, tmp_path, "config", "default-security-group", "config-rules-vpc")
    assert report.status == 1
    assert any("both make baseline-vpc-default-security-group-closed" in text for text in texts(report, Level.FAILS))


def test_a_trail_or_topic_of_our_name_is_told(account: StrictAccount, tmp_path: Path) -> None:
    place = account.account_region(HOME)
    bucket = trail_bucket(account)
    place.client("cloudtrail").create_trail(Name="baseline", S3BucketName=bucket)
    arn = place.client("sns").create_topic(Name="baseline-config")["TopicArn"]
    path = tmp_path / account.account_id / "config.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"Parameters": {"ConfigTopic": "CREATE"}}))
    report = look(account, tmp_path, "cloudtrail", "config")
    assert texts(report, Level.FAILS) == [
        "trail: baseline is taken: choose another NamePrefix, or delete that trail",
    ]
    values = written(tmp_path, account, "config")
    assert (values["ConfigTopic"], values["ConfigTopicArn"]) == ("EXISTING", arn)


def test_a_channel_without_a_recorder_is_told_with_its_remedy(account: StrictAccount, tmp_path: Path) -> None:
    bucket = trail_bucket(account)
    place = account.account_region(HOME)
    place.client("iam").create_service_linked_role(AWSServiceName="config.amazonaws.com")
    role = f"arn:aws:iam::{account.account_id}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    place.client("config").put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": role})
    assert any("records" in text or "record" in text for text in texts(look(account, tmp_path, "config"), Level.NOTE))
    place.client("config").put_delivery_channel(DeliveryChannel={"name": "left", "s3BucketName": bucket})
    place.client("config").delete_configuration_recorder(ConfigurationRecorderName="default")
    report = look(account, tmp_path, "config")
    assert report.status == 1
    assert "delete-delivery-channel --region us-east-1 --delivery-channel-name left" in texts(report, Level.FAILS)[0]


def test_rules_without_a_recorder_are_told(account: StrictAccount, tmp_path: Path) -> None:
    assert texts(look(account, tmp_path, "config-rules-s3"), Level.FAILS) == [
        "recorder: config-rules-s3 has rules and no recorder is there: launch config first"
    ]


def test_each_region_is_decided_by_itself_and_both_deploy(account: StrictAccount, tmp_path: Path) -> None:
    other = account.account_region(OTHER).client("guardduty")
    detector = other.create_detector(Enable=True)["DetectorId"]
    names = ("service-linked-roles", "config", "guardduty")
    report = look(account, tmp_path, *names, regions=(HOME, OTHER))
    assert report.status == 0, texts(report, Level.FAILS)
    folder = tmp_path / account.account_id
    # The roles belong to the account, and are launched at home only.
    assert sorted(str(path.relative_to(folder)) for path in folder.rglob("*.json")) == [
        "config.json",
        "eu-west-1/config.json",
        "eu-west-1/guardduty.json",
        "guardduty.json",
        "service-linked-roles.json",
    ]
    assert written(tmp_path, account, "guardduty")["Detector"] == "CREATE"
    assert written(tmp_path, account, "guardduty", OTHER)["Detector"] == "EXISTING"
    assert written(tmp_path, account, "config", OTHER)["HomeRegion"] == HOME
    for name in names:
        launched(tmp_path, account, name)
    for name in names[1:]:
        launched(tmp_path, account, name, OTHER)
    assert other.list_detectors()["DetectorIds"] == [detector]


def test_a_region_that_is_not_enabled_is_told_and_left_out(account: StrictAccount, tmp_path: Path) -> None:
    report = look(account, tmp_path, "guardduty", regions=(HOME, "me-south-1", "il-central-1"))
    closed = [finding.region for finding in report.findings if finding.level is Level.FAILS]
    assert closed and set(closed) <= {"me-south-1", "il-central-1"} and report.status == 1
    assert not any(region in str(path) for path in report.files for region in closed)


def test_an_article_of_one_region_is_refused_without_it() -> None:
    with pytest.raises(BadInput, match="Add --region us-east-1"):
        require_places(wanted(["trusted-advisor"]), ["eu-west-1"])
    require_places(wanted(["trusted-advisor"]), ["eu-west-1", "us-east-1"])


def test_the_organization_is_looked_at_on_request(account: StrictAccount, tmp_path: Path) -> None:
    assert "Organization" not in {finding.subject for finding in look(account, tmp_path, "config").findings}
    report = look(account, tmp_path, "config", organization=True)
    assert "Organization: the account is in none, and stack sets need one: launch directly" in texts(
        report, Level.FAILS
    )
    client = account.account_region(HOME).client("organizations")
    client.create_organization(FeatureSet="ALL")
    report = look(account, tmp_path, "config", organization=True)
    assert any("activate-organizations-access" in text for text in texts(report, Level.FAILS))
    member = client.create_account(AccountName="audit", Email="audit@example.com")["CreateAccountStatus"]["AccountId"]
    client.enable_aws_service_access(ServicePrincipal="member.org.stacksets.cloudformation.amazonaws.com")
    client.enable_aws_service_access(ServicePrincipal="guardduty.amazonaws.com")
    client.register_delegated_administrator(AccountId=member, ServicePrincipal="guardduty.amazonaws.com")
    source = {"RoleArn": f"arn:aws:iam::{account.account_id}:role/aggregates", "AllAwsRegions": True}
    config = account.account_region(HOME).client("config")
    config.put_configuration_aggregator(ConfigurationAggregatorName="all", OrganizationAggregationSource=source)
    report = look(account, tmp_path, "config", organization=True)
    assert report.status == 0, texts(report, Level.FAILS)
    notes = texts(report, Level.NOTE)
    assert f"delegated administrator: {member} administers guardduty.amazonaws.com" in notes
    assert "aggregator: all collects the Organization" in notes
    assert any("stack sets never reach that account" in text for text in notes)


def test_parameters_that_the_template_refuses_together_are_told(account: StrictAccount, tmp_path: Path) -> None:
    path = tmp_path / account.account_id / "guardduty.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"Parameters": {"GuardDutyExport": "EXISTING"}}))
    report = look(account, tmp_path, "guardduty")
    (text,) = texts(report, Level.FAILS)
    assert text.startswith("parameters: guardduty: ") and "GuardDutyExportBucketName" in text


def test_the_identity_provider_of_github_is_adopted(account: StrictAccount, tmp_path: Path) -> None:
    look(account, tmp_path / "before", "iam-guardrails")
    assert written(tmp_path / "before", account, "iam-guardrails")["GitHubProvider"] == "CREATE"
    url = "https://token.actions.githubusercontent.com"
    account.account_region(HOME).client("iam").create_open_id_connect_provider(Url=url, ThumbprintList=["0" * 40])
    look(account, tmp_path, "iam-guardrails")
    assert written(tmp_path, account, "iam-guardrails")["GitHubProvider"] == "EXISTING"
