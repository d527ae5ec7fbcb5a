import json
from pathlib import Path
from typing import Any

import pytest

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.resource_types.schema import property_paths, provider_schema
from generator.rehearsal.resource_types.table import ROWS
from generator.rehearsal.resource_types.table import TYPES as ALL_TYPES
from generator.rehearsal.stack import Stack
from generator.template.parse import parse
from tests.rehearsal.existing import administer, organize

SAMPLES: dict[str, Any] = parse((Path(__file__).parent / "samples.yaml").read_text())
# A stack set needs an organization around its account: tests/rehearsal/organization/test_stack_set_resource.py makes it there.
# An authorizer needs an API, which no template makes: tests/rehearsal/test_cognito.py has one.
MADE_ELSEWHERE = {"AWS::ApiGateway::Authorizer", "AWS::CloudFormation::StackSet"}
TYPES = {name: row for name, row in ALL_TYPES.items() if name not in MADE_ELSEWHERE}
# A rule evaluates what a recorder records: these samples presume one.
ORGANIZATION_PACK = "AWS::Config::OrganizationConformancePack"
NEEDS_RECORDER = {
    "AWS::Config::ConfigRule",
    "AWS::Config::ConformancePack",
    "AWS::Config::RemediationConfiguration",
    ORGANIZATION_PACK,
}
# Who manages an Organization makes these, or who administers Security Hub of it.
OF_MANAGEMENT = {
    "AWS::Detective::OrganizationAdmin",
    "AWS::Organizations::Policy",
    "AWS::SecurityHub::DelegatedAdmin",
}
OF_ADMINISTRATOR = {
    "AWS::SecurityHub::ConfigurationPolicy",
    "AWS::SecurityHub::OrganizationConfiguration",
    "AWS::SecurityHub::PolicyAssociation",
}
# AWS's own names for what another resource holds: a second one is not an error of its own API.
CAN_BE_MADE_TWICE = {
    "AWS::Athena::NamedQuery",
    "AWS::Cognito::IdentityPool",
    "AWS::Cognito::IdentityPoolRoleAttachment",
    "AWS::Cognito::UserPool",
    "AWS::Cognito::UserPoolClient",
    "AWS::DirectoryService::MicrosoftAD",
    "AWS::DirectoryService::SimpleAD",
    # What belongs to a VPC, which two stacks make for themselves, or has no name.
    "AWS::EC2::EIP",
    "AWS::EC2::FlowLog",
    "AWS::EC2::InternetGateway",
    "AWS::EC2::NatGateway",
    "AWS::EC2::NetworkAcl",
    "AWS::EC2::NetworkAclEntry",
    "AWS::EC2::Route",
    "AWS::EC2::RouteTable",
    "AWS::EC2::SecurityGroup",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::EC2::Subnet",
    "AWS::EC2::SubnetNetworkAclAssociation",
    "AWS::EC2::SubnetRouteTableAssociation",
    "AWS::EC2::VPC",
    "AWS::EC2::VPCEndpoint",
    "AWS::EC2::VPCGatewayAttachment",
    "AWS::InspectorV2::CisScanConfiguration",
    "AWS::IAM::Policy",
    "AWS::KMS::Key",
    "AWS::Lambda::Permission",
    "AWS::Logs::Delivery",
    "AWS::Logs::MetricFilter",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Subscription",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
    "AWS::SecretsManager::ResourcePolicy",
    "AWS::SecretsManager::RotationSchedule",
    "AWS::SSM::Association",
    "AWS::SSM::ServiceSetting",
    "AWS::Config::RemediationConfiguration",
    # Each stack has its own web ACL; moto moves a resource from one to the other, as AWS does.
    "AWS::WAFv2::LoggingConfiguration",
    "AWS::WAFv2::WebACLAssociation",
}
# Attributes that AWS has and no article reads; asking for one is an error that names it.
NOT_MODELLED = {
    "AWS::Cognito::UserPoolClient": {"ClientSecret", "Name"},
    "AWS::Cognito::UserPoolDomain": {"CloudFrontDistribution"},
    "AWS::DirectoryService::MicrosoftAD": {"Alias"},
    "AWS::DirectoryService::SimpleAD": {"Alias"},
    "AWS::EC2::NatGateway": {"AutoProvisionZones", "AutoScalingIps", "RouteTableId"},
    "AWS::EC2::VPC": {"VpcEncryptionControl"},
    "AWS::GuardDuty::MalwareProtectionPlan": {"CreatedAt", "StatusReasons"},
    "AWS::GuardDuty::PublishingDestination": {"PublishingFailureStartTimestamp"},
    "AWS::GuardDuty::ThreatEntitySet": {"CreatedAt", "ErrorDetails", "UpdatedAt"},
    "AWS::GuardDuty::TrustedEntitySet": {"CreatedAt", "ErrorDetails", "UpdatedAt"},
    "AWS::RDS::DBInstance": {
        "AdditionalStorageVolumes",
        "AutomaticRestartTime",
        "CertificateDetails",
        "Endpoint",
        "IsStorageConfigUpgradeAvailable",
        "LatestRestorableTime",
        "ListenerEndpoint",
        "PercentProgress",
        "ReadReplicaDBClusterIdentifiers",
        "ReadReplicaDBInstanceIdentifiers",
        "ResumeFullAutomationModeTime",
        "SecondaryAvailabilityZone",
        "StatusInfos",
        "StorageOperationPercentProgress",
        "StorageOperationStatus",
    },
    "AWS::Logs::DeliverySource": {"Status", "StatusReason"},
    "AWS::Macie::Session": {"AutomatedDiscoveryStatus"},
    "AWS::IAM::SAMLProvider": {"SamlProviderUUID"},
    "AWS::S3::Bucket": {"MetadataConfiguration", "MetadataTableConfiguration"},
    "AWS::Lambda::Function": {"SnapStartResponse"},
}


def template(type_name: str, **changed: Any) -> str:
    sample = json.loads(json.dumps(SAMPLES[type_name]))
    sample["resources"]["Sample"]["Properties"].update(changed)
    return json.dumps({"Parameters": sample.get("parameters", {}), "Resources": sample["resources"]})


def trust_config(account: StrictAccount) -> None:
    """What the account has to be before a pack of its Organization."""
    client = account.account_region().client("organizations")
    client.create_organization(FeatureSet="ALL")
    client.enable_aws_service_access(ServicePrincipal="config-multiaccountsetup.amazonaws.com")


def prepare(account: StrictAccount, type_name: str) -> None:
    if type_name in NEEDS_RECORDER:
        account.create_stack("recorder", template("AWS::Config::ConfigurationRecorder"))
        if type_name == ORGANIZATION_PACK:
            trust_config(account)
    if type_name in OF_MANAGEMENT:
        organize(account)
    if type_name in OF_ADMINISTRATOR:
        administer(account)


def make(account: StrictAccount, type_name: str, name: str = "sample", **changed: Any) -> Stack:
    if not account.stacks():
        prepare(account, type_name)
    return account.create_stack(name, template(type_name, **changed), capabilities=["CAPABILITY_NAMED_IAM"])


def test_every_row_has_a_sample_and_every_sample_a_row() -> None:
    assert set(SAMPLES) == set(TYPES)
    assert all(sample["resources"]["Sample"]["Type"] == name for name, sample in SAMPLES.items())


def test_no_type_has_two_rows() -> None:
    assert len(ALL_TYPES) == len(ROWS)


@pytest.mark.parametrize("type_name", sorted(TYPES))
def test_a_sample_is_made_updated_in_place_and_deleted(account: StrictAccount, type_name: str) -> None:
    stack = make(account, type_name)
    assert stack.status == "CREATE_COMPLETE", [str(failure) for failure in stack.failures]
    physical_id = stack.resources["Sample"].physical_id
    assert physical_id
    changed = SAMPLES[type_name].get("changed")
    if changed:
        account.update_stack("sample", template(type_name, **changed), capabilities=["CAPABILITY_NAMED_IAM"])
        assert stack.status == "UPDATE_COMPLETE", [str(failure) for failure in stack.failures]
        assert stack.resources["Sample"].status == "UPDATE_COMPLETE"
        assert stack.resources["Sample"].physical_id == physical_id
    account.delete_stack("sample")
    assert stack.status == "DELETE_COMPLETE", [str(failure) for failure in stack.failures]
    # Nothing is left: the same names are free again (a key stays, as at AWS, until its waiting time is over).
    again = make(account, type_name, "again")
    if type_name != "AWS::S3::Bucket":
        assert again.status == "CREATE_COMPLETE", [str(failure) for failure in again.failures]


@pytest.mark.parametrize("type_name", sorted(set(TYPES) - CAN_BE_MADE_TWICE))
def test_a_name_that_is_taken_fails_the_second_stack(account: StrictAccount, type_name: str) -> None:
    assert make(account, type_name).status == "CREATE_COMPLETE"
    second = make(account, type_name, "second")
    assert second.status == "ROLLBACK_COMPLETE"
    assert account.stack("sample").status == "CREATE_COMPLETE"


@pytest.mark.parametrize("type_name", sorted(TYPES))
def test_a_misspelt_property_fails_and_is_named(account: StrictAccount, type_name: str) -> None:
    stack = make(account, type_name, Missspelt="x")
    assert stack.status == "ROLLBACK_COMPLETE"
    failure = stack.failures[0]
    assert (failure.logical_id, "[Missspelt]" in failure.reason) == ("Sample", True)


@pytest.mark.parametrize("type_name", sorted(TYPES))
def test_a_missing_required_property_fails_and_is_named(account: StrictAccount, type_name: str) -> None:
    required = (provider_schema(type_name, "us-east-1") or {}).get("required", [])
    sample = json.loads(template(type_name))
    for name in required:
        account.reset()
        body = json.loads(json.dumps(sample))
        del body["Resources"]["Sample"]["Properties"][name]
        prepare(account, type_name)
        stack = account.create_stack("sample", json.dumps(body), capabilities=["CAPABILITY_NAMED_IAM"])
        assert stack.status == "ROLLBACK_COMPLETE"
        assert f"[{name}]" in stack.failures[0].reason


@pytest.mark.parametrize("type_name", sorted(TYPES))
def test_every_attribute_of_the_schema_has_a_value(account: StrictAccount, type_name: str) -> None:
    paths = property_paths(provider_schema(type_name, "us-east-1") or {}, "readOnlyProperties")
    wanted = {".".join(path) for path in paths if path[0] not in NOT_MODELLED.get(type_name, set())}
    assert wanted <= set(make(account, type_name).resources["Sample"].attributes)


@pytest.mark.parametrize("region", ["cn-north-1", "us-gov-west-1", "eu-west-1"])
def test_samples_are_made_in_other_partitions(account: StrictAccount, region: str) -> None:
    text = template("AWS::Config::ConfigurationRecorder")
    assert account.create_stack("recorder", text, region=region).status == "CREATE_COMPLETE"
    for type_name in sorted(TYPES):
        # moto has organizations in the partition aws only; the double of packs is of one Region.
        if type_name.startswith(
            ("AWS::Config::Conf", "AWS::Config::Org")
        ) or type_name in OF_MANAGEMENT | OF_ADMINISTRATOR | {"AWS::Config::DeliveryChannel"}:
            continue
        if provider_schema(type_name, region) is None or type_name == "AWS::IAM::ServiceLinkedRole":
            continue
        name = "sample-" + type_name.replace("::", "-")
        stack = account.create_stack(name, template(type_name), capabilities=["CAPABILITY_NAMED_IAM"], region=region)
        assert stack.status == "CREATE_COMPLETE", [str(failure) for failure in stack.failures]
        account.delete_stack(name, region=region)
