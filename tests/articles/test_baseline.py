from collections.abc import Iterator
from typing import Any

import pytest

from generator import registry
from generator.model import Part, Scope
from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, Made, document, made, rendered
from tests.articles.same_values import as_made

WHOLE = (
    "service-linked-roles",
    "config",
    "cloudtrail",
    "default-security-group",
    "password-policy",
    "access-keys",
    "vpc-flow-logs",
    "ssh-rdp",
    "s3-encryption",
    "log-archive",
    "private-bucket",
)
"""Parts that are asked everything."""
SWITCHES = {
    "DeployConfig": ("config", "ENABLED"),
    "DeployCloudTrail": ("cloudtrail", "ENABLED"),
    "DeployNotifications": ("notifications", "DISABLED"),
    "DeployCloudTrailAlarms": ("cloudtrail-alarms", "DISABLED"),
    "DeployCloudTrailAthena": ("cloudtrail-athena", "DISABLED"),
    "DeployConfigNotifications": ("config-notifications", "DISABLED"),
    "DeploySecurityHub": ("security-hub", "DISABLED"),
    "DeployGuardDuty": ("guardduty", "DISABLED"),
    "DeployInspector": ("inspector", "DISABLED"),
    "DeployECRScanning": ("ecr-scanning", "DISABLED"),
    "DeployDetective": ("detective", "DISABLED"),
    "DeployMacie": ("macie", "DISABLED"),
    "DeployAccessAnalyzer": ("access-analyzer", "ENABLED"),
    "DeployAuditManager": ("audit-manager", "DISABLED"),
    "DeployTrustedAdvisor": ("trusted-advisor", "DISABLED"),
    "DeployHealthEvents": ("health-events", "ENABLED"),
    "DeployIAMReports": ("iam-reports", "DISABLED"),
    "DeployIAMGuardrails": ("iam-guardrails", "DISABLED"),
    "DeployIncidentResponse": ("incident-response", "DISABLED"),
    "DeployLogGroups": ("log-groups", "DISABLED"),
    "DeployPatchManagement": ("patch-management", "DISABLED"),
    "DeployRequiredTags": ("required-tags", "DISABLED"),
    "DeployLogArchive": ("log-archive", "DISABLED"),
    "DeployPrivateBucket": ("private-bucket", "DISABLED"),
}
PARTS = {part.article: part for part in registry.articles()["baseline"].composes}
ON_REQUEST = tuple(part for part, default in SWITCHES.values() if default == "DISABLED")
MONITORING = tuple(part for part, _ in SWITCHES.values() if part not in WHOLE)
CONTROLS = [
    name for name, body in document("baseline")["Parameters"].items() if "DETECT" in body.get("AllowedValues", ())
]
TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:security"
OWN_TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:baseline-alerts"
TOPIC_OF_OTHER = f"arn:aws:sns:{OTHER}:{ACCOUNT}:baseline-alerts"
SCANS = {f"EnforceInspector{each}Scan": "AUTOMATIC" for each in ("Ec2", "Ecr", "LambdaStandard", "LambdaCode")}
ALL = {
    **dict.fromkeys(SWITCHES, "ENABLED"),
    **SCANS,
    "AlertEmail1": "security@example.com",
    "ArchiveOrganizationId": "o-exampleorgid",
    "AuditFrameworkId": "a1b2c3d4-5678-90ab-cdef-000000000000",
    "AuditOwnerRoleArn": f"arn:aws:iam::{ACCOUNT}:role/audit-owner",
    "TrailKey": "CREATE",
    "TrailTopic": "CREATE",
    "ConfigTopic": "CREATE",
    "VpcDefaultSecurityGroupClosed": "AUTOMATIC",
    "TrustedAdvisorSecurity": "YELLOW",
    "TrustedAdvisorRefresh": "ENABLED",
    "Patching": "SCAN",
}
NAMED = {"AlertTopicArn": TOPIC, "AthenaTrailBucketName": "example-trail-bucket"}
"""What the parts would give each other, named by the user."""
ONLY = dict.fromkeys(SWITCHES, "DISABLED") | {
    **dict.fromkeys(CONTROLS, "DISABLED"),
    "ServiceLinkedRoleOfConfig": "EXISTING",
}
IN_US_EAST_1 = {"region": "us-east-1"}
"""Where every part makes something."""


def baseline(**given: Any) -> Made:
    return made("baseline", **given)


def stack_alone(name: str, *, region: str = "us-east-1", **given: str) -> Made:
    """What the part's own template makes with the values that it has here."""
    own, part = document(name)["Parameters"], PARTS[name]
    values = {**part.defaults, **part.fixed, **{key: value for key, value in given.items() if key in own}}
    return made(name, region=region, **values)


def made_alone(name: str, **given: str) -> dict[str, Any]:
    return dict(stack_alone(name, **given).resources)


def test_it_holds_resources_of_every_part_flat_and_no_others() -> None:
    parts = {name: body["Type"] for part in PARTS for name, body in document(part)["Resources"].items()}
    here = {name: body["Type"] for name, body in document("baseline")["Resources"].items()}
    assert here.items() <= parts.items()
    for part in PARTS:
        there = document(part)["Resources"].keys()
        assert there <= here.keys() if part in WHOLE else there & here.keys()
    assert rendered("baseline").article.scope is Scope.REGIONAL
    assert {*WHOLE, *MONITORING, "account-settings"} == {*PARTS}


def test_it_stays_well_below_what_a_template_may_hold() -> None:
    template = rendered("baseline")
    assert len(template.parameters) <= 190
    assert len(template.resources) <= 400
    assert template.bytes < 900_000


@pytest.mark.parametrize("part", PARTS.values(), ids=list(PARTS))
def test_it_takes_what_it_asks_of_every_part_as_the_part_declares_it(part: Part) -> None:
    parameters, declared = document("baseline")["Parameters"], document(part.article)["Parameters"]
    asked = declared.keys() if part.asks is None else {*part.asks}
    shared = {"NamePrefix", "HomeRegion", "AlertTopicArn", "ExemptionTagKey"} & declared.keys()
    for name in asked | shared:
        default = {"Default": part.defaults[name]} if name in part.defaults else {}
        assert parameters[name] == {**declared[name], **default}
    elsewhere = {
        name
        for other in PARTS.values()
        if other is not part
        for name in (document(other.article)["Parameters"] if other.asks is None else other.asks)
    }
    assert not (declared.keys() - asked - shared - elsewhere) & parameters.keys()


def test_each_service_has_its_switch_which_states_its_cost() -> None:
    parameters = document("baseline")["Parameters"]
    assert {name: parameters[name]["Default"] for name in parameters if name.startswith("Deploy")} == {
        name: default for name, (_, default) in SWITCHES.items()
    }
    for name, (part, _) in SWITCHES.items():
        assert parameters[name]["AllowedValues"] == ["ENABLED", "DISABLED"]
        assert parameters[name]["Description"].endswith(f"Cost: {registry.articles()[part].cost.en}")


def test_of_the_monitoring_services_only_what_is_free_is_on() -> None:
    on = [part for part in MONITORING if part not in ON_REQUEST]
    assert on == ["access-analyzer", "health-events"]
    for part in on:
        assert "free" in registry.articles()[part].cost.en.casefold()
    assert {body["Type"] for part in on for body in made_alone(part).values()} == {"AWS::AccessAnalyzer::Analyzer"}


def test_by_default_it_makes_config_trail_roles_analyzer_and_the_controls_with_their_runbooks() -> None:
    expected = {name for part in PARTS if part not in ON_REQUEST for name in made_alone(part)}
    assert {*baseline(**IN_US_EAST_1).resources} == expected


@pytest.mark.parametrize("switch", SWITCHES)
def test_a_switch_leaves_one_part_alone_out(switch: str) -> None:
    part, _ = SWITCHES[switch]
    given = ALL | NAMED
    with_part = baseline(**given, **IN_US_EAST_1)
    without = baseline(**given | {switch: "DISABLED"}, **IN_US_EAST_1)
    alone = stack_alone(part, **given)
    assert alone.resources
    assert {*with_part.resources} - {*without.resources} == {*alone.resources}
    assert not {*without.resources} - {*with_part.resources}
    assert {*with_part.outputs} - {*without.outputs} == {*alone.outputs}


@pytest.mark.parametrize(
    ("only", "part"), [({"DeployCloudTrail": "ENABLED"}, "cloudtrail"), ({"DeployConfig": "ENABLED"}, "config")]
)
def test_cloudtrail_only_and_config_only_are_offered_as_the_articles_offer_them(
    only: dict[str, str], part: str
) -> None:
    assert {*baseline(**ONLY | only).resources} == {*made(part).resources}


@pytest.mark.parametrize("region", ["us-east-1", "cn-north-1"])
def test_each_resource_is_what_its_own_template_makes(region: str) -> None:
    given = ALL | NAMED
    together = baseline(**given, region=region)
    for part in PARTS:
        for name, body in made_alone(part, region=region, **given).items():
            assert as_made(together.properties(name)) == as_made(body["Properties"]), name
            for attribute in ("DeletionPolicy", "UpdateReplacePolicy", "Type"):
                assert together.resources[name].get(attribute) == body.get(attribute)


def listeners(stack: Made) -> Iterator[tuple[str, list[Any]]]:
    """The rules and alarms of a stack, each with those whom it tells."""
    for name, rule in stack.of_type("AWS::Events::Rule").items():
        yield name, [target["Arn"] for target in rule["Targets"] if "Arn" in target]
    for name, alarm in stack.of_type("AWS::CloudWatch::Alarm").items():
        yield name, [*alarm["AlarmActions"], *alarm.get("OKActions", ())]


def test_one_stack_with_an_address_tells_of_everything() -> None:
    stack = baseline(**ALL, **IN_US_EAST_1)
    told = {name: arns for name, arns in listeners(stack) if OWN_TOPIC in arns}
    assert {*told} == {name for name, _ in listeners(baseline(**ALL | NAMED, **IN_US_EAST_1))}
    for part in ("cloudtrail-alarms", "security-hub", "guardduty", "inspector", "macie", "trusted-advisor"):
        assert told.keys() & made_alone(part, **ALL | NAMED).keys(), part
    for name in told:
        assert "SNSForAlerts" in stack.waits_for(name)
    assert stack.properties("SNSSubscriptionForAlertEmail1") == {
        "TopicArn": OWN_TOPIC,
        "Protocol": "email",
        "Endpoint": "security@example.com",
    }


def test_a_topic_that_is_named_goes_before_the_one_that_is_made() -> None:
    stack = baseline(**ALL | NAMED, **IN_US_EAST_1)
    assert "SNSForAlerts" in stack.resources
    for name, arns in listeners(stack):
        assert OWN_TOPIC not in arns, name


def test_without_a_topic_nothing_tells() -> None:
    silent = baseline(**ALL | {"DeployNotifications": "DISABLED"}, **IN_US_EAST_1)
    assert not [*listeners(silent)]
    assert not silent.of_type("AWS::Logs::MetricFilter")
    assert not [*listeners(baseline())]


def test_a_rule_hears_of_controls_in_the_stack_s_own_region() -> None:
    there = baseline(**ALL | {"DeployLogArchive": "DISABLED"}, region=OTHER, HomeRegion=HOME)
    told = [*listeners(there)]
    assert told
    assert {arn for _, arns in told for arn in arns if ":sns:" in arn} == {TOPIC_OF_OTHER}


def test_athena_reads_the_bucket_of_the_trail_that_the_stack_makes() -> None:
    stack = baseline(**ALL)
    (table,) = stack.of_type("AWS::Glue::Table").values()
    assert table["TableInput"]["StorageDescriptor"]["Location"].startswith("s3://made-s3forcloudtrail/")
    assert "S3ForCloudTrail" in stack.waits_for("GlueTableForCloudTrail")
    assert not baseline(**ALL | {"DeployCloudTrail": "DISABLED"}).of_type("AWS::Glue::Table")


def filters_of_the_trail(stack: Made) -> dict[str, Any]:
    found = stack.of_type("AWS::Logs::MetricFilter").items()
    return {
        name: each
        for name, each in found
        if each["MetricTransformations"][0]["MetricNamespace"].endswith("/CloudTrail")
    }


def test_the_metric_filters_wait_for_the_log_group_that_the_stack_makes() -> None:
    stack = baseline(**ALL)
    filters = filters_of_the_trail(stack)
    assert len(filters) == 15
    for name, properties in filters.items():
        assert properties["LogGroupName"] == "/aws/cloudtrail/baseline"
        assert "CloudWatchLogsGroupForCloudTrail" in stack.waits_for(name)
    assert filters_of_the_trail(baseline(**ALL | {"DeployCloudTrail": "DISABLED"})).keys() == {*filters}


def test_the_rule_waits_for_the_recorder_where_the_stack_makes_it_e20() -> None:
    assert "ConfigConfigurationRecorder" in baseline().waits_for("ConfigVpcDefaultSecurityGroupClosed")
    existing = baseline(ConfigurationRecorder="EXISTING")
    assert "ConfigVpcDefaultSecurityGroupClosed" in existing.resources
    assert "ConfigConfigurationRecorder" not in existing.resources
    off = baseline(DeployConfig="DISABLED")
    assert "ConfigVpcDefaultSecurityGroupClosed" in off.resources


def test_the_recorder_and_an_organization_s_trail_wait_for_their_service_linked_roles_e03() -> None:
    stack = baseline(ServiceLinkedRoleOfCloudTrail="CREATE")
    assert "ServiceLinkedRoleForConfig" in stack.waits_for("ConfigConfigurationRecorder")
    assert "ServiceLinkedRoleForCloudTrail" in stack.waits_for("CloudTrail")
    assert baseline(ServiceLinkedRoleOfConfig="EXISTING").resources.keys() >= {"ConfigConfigurationRecorder"}


def test_channel_and_recorder_stay_unlinked_e11() -> None:
    stack = baseline(**ALL)
    assert "ConfigConfigurationRecorder" not in stack.waits_for("ConfigDeliveryChannel")
    assert "ConfigDeliveryChannel" not in stack.waits_for("ConfigConfigurationRecorder")
    assert "S3BucketPolicyForConfig" in stack.waits_for("ConfigDeliveryChannel")


def test_a_second_region_records_and_controls_but_makes_nothing_global_e03_e06_e10() -> None:
    there = baseline(**ALL | {"DeployLogArchive": "DISABLED"}, region=OTHER, HomeRegion=HOME)
    assert not [name for name, body in there.resources.items() if body["Type"].startswith("AWS::IAM::")]
    assert "CloudTrail" not in there.resources
    assert there.properties("ConfigConfigurationRecorder")["RecordingGroup"]["IncludeGlobalResourceTypes"] is False
    assert {
        "ConfigDeliveryChannel",
        "ConfigVpcDefaultSecurityGroupClosed",
        "GuardDutyDetector",
    } <= there.resources.keys()


def test_trusted_advisor_is_watched_in_us_east_1_alone() -> None:
    def alarms(region: str) -> set[str]:
        here = baseline(**ALL, region=region).of_type("AWS::CloudWatch::Alarm")
        return {name for name, body in here.items() if body["Namespace"] == "AWS/TrustedAdvisor"}

    assert alarms("us-east-1")
    assert not alarms(HOME)


def test_the_archive_asks_whose_logs_it_takes_only_where_it_is_made() -> None:
    with pytest.raises(RequestRefused, match="Give ArchiveOrganizationId or ArchiveAccountIds"):
        baseline(DeployLogArchive="ENABLED")
    assert "S3ForCloudTrailArchive" not in baseline().resources


def test_an_assessment_asks_for_its_framework_only_where_it_is_made() -> None:
    with pytest.raises(RequestRefused, match="An assessment needs"):
        baseline(DeployAuditManager="ENABLED")
    assert "AuditManagerAssessment" not in baseline().resources


def test_the_names_of_a_capability_are_those_of_its_parts() -> None:
    assert rendered("baseline").capabilities == ("CAPABILITY_NAMED_IAM",)
    assert rendered("default-security-group").capabilities == ("CAPABILITY_NAMED_IAM",)
    assert rendered("cloudtrail").capabilities == ("CAPABILITY_IAM",)
    for part in ("config", "log-archive", "private-bucket"):
        assert rendered(part).capabilities == ()
