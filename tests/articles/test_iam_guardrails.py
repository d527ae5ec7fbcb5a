import json
import re
from typing import Any

import pytest

from generator.knowledge import limits
from generator.template.errors import RequestRefused
from tests.articles.evaluation import HOME, OTHER, Made, document, made
from tests.articles.iam_decisions import SUBJECT, everything
from tests.articles.policy_faults import _known

NAME = "iam-guardrails"
LONG = "z" * 16
METADATA = f"<EntityDescriptor>{1000 * 'x'}</EntityDescriptor>"


def longest() -> Made:
    parameters = document(NAME)["Parameters"]
    switches = {key: "ENABLED" for key, body in parameters.items() if "ENABLED" in body.get("AllowedValues", ())}
    return made(
        NAME, region="us-gov-west-1", **switches, NamePrefix=LONG, GitHubSubject=SUBJECT, SamlMetadataDocument=METADATA
    )


def size(policy: Any) -> int:
    return len(json.dumps(policy, separators=(",", ":")))


def test_policies_fit_with_the_longest_prefix() -> None:
    stack = longest()
    for properties in stack.of_type("AWS::IAM::ManagedPolicy").values():
        assert size(properties["PolicyDocument"]) <= limits.MANAGED_POLICY_LENGTH
    for properties in stack.of_type("AWS::IAM::Role").values():
        assert size(properties["AssumeRolePolicyDocument"]) <= limits.TRUST_POLICY_LENGTH
        inline = sum(size(each["PolicyDocument"]) for each in properties.get("Policies", ()))
        assert inline <= limits.ROLE_INLINE_POLICIES_LENGTH
        assert len(properties.get("ManagedPolicyArns", ())) <= limits.ROLE_MANAGED_POLICIES


def test_every_action_and_pattern_of_actions_exists() -> None:
    documents = [each["PolicyDocument"] for each in everything().of_type("AWS::IAM::ManagedPolicy").values()]
    statements = [statement for each in documents for statement in each["Statement"]]
    named = {
        action
        for statement in statements
        for key in ("Action", "NotAction")
        for action in ([statement.get(key, [])] if isinstance(statement.get(key), str) else statement.get(key, []))
    }
    assert len(named) > 50
    assert [action for action in sorted(named - {"*"}) if not _known(action)] == []


def test_by_itself_it_gives_nobody_anything() -> None:
    stack = made(NAME)
    assert {body["Type"] for body in stack.resources.values()} == {"AWS::IAM::Group", "AWS::IAM::ManagedPolicy"}
    assert {*stack.of_type("AWS::IAM::Group")} == {"IAMGroupForForceMfa"}
    assert not [
        key for each in stack.resources.values() for key in ("Users", "Groups", "Roles") if key in each["Properties"]
    ]


@pytest.mark.parametrize("region", [OTHER, "cn-north-1"])
def test_another_region_than_home_gets_nothing(region: str) -> None:
    assert (
        made(NAME, region=region, HomeRegion=HOME, AdministratorRole="ENABLED", GitHubSubject=SUBJECT).resources == {}
    )


@pytest.mark.parametrize(
    ("parameter", "resource"),
    [
        ("PeopleBoundary", "IAMManagedPolicyForPeopleBoundary"),
        ("WorkloadBoundary", "IAMManagedPolicyForWorkloadBoundary"),
        ("ForceMfa", "IAMGroupForForceMfa"),
        ("AdministratorGroup", "IAMGroupForAdministrator"),
        ("PowerUserRole", "IAMRoleForPowerUser"),
        ("SupportRole", "IAMRoleForSupport"),
        ("QuarantinePolicy", "IAMManagedPolicyForQuarantine"),
        ("IncidentResponderRole", "IAMRoleForIncidentResponder"),
    ],
)
def test_each_element_has_a_switch(parameter: str, resource: str) -> None:
    assert resource in made(NAME, **{parameter: "ENABLED"}).resources
    assert resource not in made(NAME, **{parameter: "DISABLED"}).resources


def test_every_group_that_grants_forces_mfa_and_no_group_has_a_policy_of_its_own() -> None:
    forced = "arn:aws:iam::111122223333:policy/baseline-force-mfa"
    groups = everything().of_type("AWS::IAM::Group")
    assert {*groups} == {
        f"IAMGroupFor{name}" for name in ("Administrator", "Auditor", "ForceMfa", "PowerUser", "ReadOnly")
    }
    for properties in groups.values():
        assert forced in properties["ManagedPolicyArns"]
        assert "Policies" not in properties
    without = made(NAME, AdministratorGroup="ENABLED", ForceMfa="DISABLED").properties("IAMGroupForAdministrator")
    assert without["ManagedPolicyArns"] == ["arn:aws:iam::aws:policy/AdministratorAccess"]


def test_every_role_of_people_asks_for_fresh_mfa_and_one_account() -> None:
    stack = made(
        NAME, **{f"{job}Role": "ENABLED" for job in JOBS}, SwitchRoleAccountId="999988887777", MfaSessionSeconds=3600
    )
    for job in JOBS:
        (statement,) = stack.properties(f"IAMRoleFor{job}")["AssumeRolePolicyDocument"]["Statement"]
        assert statement["Principal"] == {"AWS": "arn:aws:iam::999988887777:root"}
        assert statement["Condition"] == {
            "Bool": {"aws:MultiFactorAuthPresent": "true"},
            "NumericLessThan": {"aws:MultiFactorAuthAge": "3600"},
        }


JOBS = ("Administrator", "PowerUser", "ReadOnly", "Auditor", "Support", "IncidentResponder")


def test_power_users_and_workflows_are_below_the_boundary_if_there_is_one() -> None:
    boundary = "arn:aws:iam::111122223333:policy/baseline-people-boundary"
    given = {"PowerUserRole": "ENABLED", "GitHubSubject": SUBJECT}
    for role in ("IAMRoleForPowerUser", "IAMRoleForGitHubDeploy"):
        assert made(NAME, **given).properties(role)["PermissionsBoundary"] == boundary
        assert "PermissionsBoundary" not in made(NAME, **given, PeopleBoundary="DISABLED").properties(role)


@pytest.mark.parametrize(
    ("subject", "taken"),
    [
        (SUBJECT, True),
        ("repo:owner/a.b_c:ref:refs/heads/release/1.0", True),
        ("repo:owner/name:ref:refs/tags/v1.0", True),
        ("repo:owner/name:*", False),
        ("repo:owner/*:environment:production", False),
        ("repo:owner/name:pull_request", False),
        ("repo:owner/name:ref:refs/heads/*", False),
        ("*", False),
    ],
)
def test_a_subject_is_one_workflow_and_no_pattern(subject: str, taken: bool) -> None:
    if taken:
        assert "IAMRoleForGitHubDeploy" in made(NAME, GitHubSubject=subject).resources
    else:
        with pytest.raises(RequestRefused, match="One subject without wildcards"):
            made(NAME, GitHubSubject=subject)


def test_a_workflow_may_do_nothing_until_a_policy_is_named_and_the_provider_can_be_there_already() -> None:
    stack = made(NAME, GitHubSubject=SUBJECT)
    assert not {"Policies", "ManagedPolicyArns"} & {*stack.properties("IAMRoleForGitHubDeploy")}
    assert stack.properties("IAMOIDCProviderForGitHub")["ClientIdList"] == ["sts.amazonaws.com"]
    existing = made(NAME, GitHubSubject=SUBJECT, GitHubProvider="EXISTING")
    assert existing.of_type("AWS::IAM::OIDCProvider") == {}
    (statement,) = existing.properties("IAMRoleForGitHubDeploy")["AssumeRolePolicyDocument"]["Statement"]
    provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
    assert statement["Principal"] == {"Federated": provider}
    with pytest.raises(RequestRefused, match="needs GitHubSubject"):
        made(NAME, GitHubDeployPolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")


def test_metadata_makes_a_provider_and_what_is_no_xml_does_not() -> None:
    assert made(NAME, SamlMetadataDocument=METADATA).properties("IAMSAMLProvider")["Name"] == "baseline"
    with pytest.raises(RequestRefused, match="XML of 1000 to 4096 characters"):
        made(NAME, SamlMetadataDocument="<short/>")


def test_no_statement_trusts_a_missing_second_factor() -> None:
    text = json.dumps(document(NAME)["Resources"])
    assert '"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}' in text
    assert not re.search(r'"BoolIfExists": \{"aws:MultiFactorAuthPresent": "true"', text)
