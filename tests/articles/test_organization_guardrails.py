import json
from typing import Any

import pytest

from generator.blocks.service_control_policies import CLOSES_BUCKETS
from generator.controls import s3_account_level_public_access_blocks_periodic
from generator.knowledge import limits
from generator.permissions.evaluation import RCP_SERVICES
from generator.permissions.matching import arn_matches
from generator.template.errors import RequestRefused
from tests.articles.evaluation import HOME, OTHER, Made, document, made
from tests.articles.organization_decisions import everything
from tests.articles.policy_faults import _known

NAME = "organization-guardrails"
TARGETS = ("Account", "Watching", "Logs", "Regions", "Perimeter", "Transport", "Ec2Settings", "S3Settings", "AiOptOut")
SWITCHES = ("ServiceControlPolicies", "ResourceControlPolicies", "Ec2Settings", "S3Settings", "AiOptOut")
ALL = {**dict.fromkeys(SWITCHES, "ENABLED"), "AllowedRegions": "eu-west-1", "OrganizationId": "o-exampleorgid"}


def content(stack: Made, name: str) -> Any:
    return stack.properties(f"OrganizationsPolicyFor{name}")["Content"]


def statements(kind: str) -> list[dict[str, Any]]:
    policies = everything().of_type("AWS::Organizations::Policy").values()
    return [each for policy in policies if policy["Type"] == kind for each in policy["Content"]["Statement"]]


def listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def test_policies_fit_without_white_space_with_the_longest_values() -> None:
    stack = made(
        NAME,
        region="us-gov-west-1",
        **ALL
        | {
            "NamePrefix": "z" * 16,
            "ExemptRoleName": "z" * 64,
            "ProtectedBucketName": "z" * 63,
            "AllowedRegions": ",".join(["ap-northeast-1"] * 40),
            "OrganizationId": f"o-{'z' * 32}",
            "TrustedAccountIds": ",".join(["111122223333"] * 50),
            "VpcBlockPublicAccess": "BIDIRECTIONAL",
        },
    )
    sizes = {
        name: (len(json.dumps(policy["Content"], separators=(",", ":"))), policy["Type"])
        for name, policy in stack.of_type("AWS::Organizations::Policy").items()
    }
    assert len(sizes) == len(TARGETS)
    assert [name for name, (size, kind) in sizes.items() if size > limits.ORGANIZATION_POLICY_LENGTHS[kind]] == []


def test_nothing_is_made_until_a_type_is_switched_on_nor_outside_of_home() -> None:
    assert made(NAME).resources == {}
    assert made(NAME, region=OTHER, HomeRegion=HOME, **ALL).resources == {}
    assert {*made(NAME, S3Settings="ENABLED").resources} == {"OrganizationsPolicyForS3Settings"}
    assert {*made(NAME, ResourceControlPolicies="ENABLED").resources} == {"OrganizationsPolicyForTransport"}
    made_by_scps = {*made(NAME, ServiceControlPolicies="ENABLED").resources}
    assert made_by_scps == {f"OrganizationsPolicyFor{name}" for name in ("Account", "Watching", "Logs")}


@pytest.mark.parametrize("name", TARGETS)
def test_a_policy_is_attached_to_what_its_parameter_names_and_to_nothing_else(name: str) -> None:
    given = {f"{name}TargetIds": "ou-ab12-cd34ef56,r-ab12,111122223333"}
    policies = made(NAME, **ALL, **given).of_type("AWS::Organizations::Policy")
    assert policies.pop(f"OrganizationsPolicyFor{name}")["TargetIds"] == ["ou-ab12-cd34ef56", "r-ab12", "111122223333"]
    assert not [policy for policy in policies.values() if "TargetIds" in policy]


@pytest.mark.parametrize("targets", ["everywhere", "ou-ab12-cd34ef56, r-ab12", "1234", "ou-ab12"])
def test_targets_are_ids(targets: str) -> None:
    with pytest.raises(RequestRefused, match="Ids such as"):
        made(NAME, AccountTargetIds=targets)


# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
def test_a_resource_control_policy_denies_everyone_by_services_that_take_it() -> None:
    found = statements("RESOURCE_CONTROL_POLICY")
    assert len(found) == 4
    for statement in found:
        assert (statement["Effect"], statement["Principal"], statement["Resource"]) == ("Deny", "*", "*")
        assert "NotAction" not in statement
        assert {action.partition(":")[0] for action in listed(statement["Action"])} <= RCP_SERVICES
        assert statement["Condition"]


def test_a_service_control_policy_denies_and_names_no_principal() -> None:
    found = statements("SERVICE_CONTROL_POLICY")
    assert len(found) == 10
    assert {statement["Effect"] for statement in found} == {"Deny"}
    assert not [statement for statement in found if {"Principal", "NotPrincipal"} & {*statement}]


def test_every_action_and_pattern_of_actions_exists() -> None:
    found = statements("SERVICE_CONTROL_POLICY") + statements("RESOURCE_CONTROL_POLICY")
    named = {action for each in found for key in ("Action", "NotAction") for action in listed(each.get(key, []))}
    assert [action for action in sorted(named - {"*"}) if not _known(action)] == []


def test_without_an_exempt_role_stack_sets_alone_is_spared() -> None:
    (denied,) = [each for each in content(made(NAME, **ALL), "Watching")["Statement"] if each["Sid"] == "DenyBlinding"]
    assert listed(denied["Condition"]["ArnNotLike"]["aws:PrincipalArn"]) == ["arn:aws:iam::*:role/stacksets-exec-*"]


def test_every_bucket_of_logs_that_a_template_makes_is_protected_and_no_bucket_of_a_user() -> None:
    (denied,) = [each for each in content(made(NAME, **ALL), "Logs")["Statement"] if each["Sid"] == "DenyEmptyingLogs"]

    def protected(logical_id: str) -> bool:
        bucket = f"arn:aws:s3:::stack-{logical_id.lower()}-0123456789ab"
        return any(arn_matches(pattern, bucket) for pattern in denied["Resource"])

    kinds = {name: document(name)["Resources"] for name in ("cloudtrail", "config", "log-archive", "private-bucket")}
    buckets = {
        name: [each for each, body in found.items() if body["Type"] == "AWS::S3::Bucket"]
        for name, found in kinds.items()
    }
    assert all(buckets.values())
    assert not [each for each in buckets.pop("private-bucket") if protected(each)]
    assert not [each for found in buckets.values() for each in found if not protected(each)]


def test_the_runbook_that_closes_buckets_is_the_one_that_is_spared() -> None:
    runbook = s3_account_level_public_access_blocks_periodic.CONTROL.runbook
    assert runbook is not None
    assert runbook.name == CLOSES_BUCKETS


# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html
@pytest.mark.parametrize(
    ("given", "declared"),
    [
        ({}, None),
        ({"VpcBlockPublicAccess": "INGRESS"}, ("block_ingress", "disabled")),
        ({"VpcBlockPublicAccess": "BIDIRECTIONAL", "VpcExclusions": "ENABLED"}, ("block_bidirectional", "enabled")),
    ],
)
def test_the_policy_of_ec2_is_as_documented(given: dict[str, str], declared: tuple[str, str] | None) -> None:
    attributes = content(made(NAME, **ALL, **given), "Ec2Settings")["ec2_attributes"]
    gateway = attributes.pop("vpc_block_public_access", None)
    assert attributes == {
        "exception_message": {"@@assign": "The Organization declares this setting. Ask its administrators."},
        "image_block_public_access": {"state": {"@@assign": "block_new_sharing"}},
        "instance_metadata_defaults": {
            "http_tokens": {"@@assign": "required"},
            "http_put_response_hop_limit": {"@@assign": "2"},
            "http_endpoint": {"@@assign": "no_preference"},
            "instance_metadata_tags": {"@@assign": "no_preference"},
        },
        "serial_console_access": {"status": {"@@assign": "disabled"}},
        "snapshot_block_public_access": {"state": {"@@assign": "block_all_sharing"}},
    }
    if declared is None:
        assert gateway is None
    else:
        mode, exclusions = declared
        block = {"mode": {"@@assign": mode}, "exclusions_allowed": {"@@assign": exclusions}}
        assert gateway == {"internet_gateway_block": block}


# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_s3_syntax.html
# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out_syntax.html
def test_the_policies_of_s3_and_of_ai_services_are_as_documented() -> None:
    stack = made(NAME, **ALL)
    assert content(stack, "S3Settings") == {"s3_attributes": {"public_access_block_configuration": {"@@assign": "all"}}}
    none = {"@@operators_allowed_for_child_policies": ["@@none"]}
    opted_out = {**none, "opt_out_policy": {**none, "@@assign": "optOut"}}
    assert content(stack, "AiOptOut") == {"services": {**none, "default": opted_out}}
