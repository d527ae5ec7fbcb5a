"""Rules of S3, IAM, KMS, Logs, GuardDuty, Security Hub, Systems Manager and of botocore's models."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount

ROOT = {"AWS": "arn:aws:iam::123456789012:root"}


def document(*statements: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def statement(principal: Any, action: str, resource: str = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": resource, **more}


def test_a_service_linked_role_is_taken_once(account: StrictAccount) -> None:
    iam = account.session().client("iam")
    role = iam.create_service_linked_role(AWSServiceName="config.amazonaws.com")["Role"]
    assert role["Arn"].endswith(":role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig")
    with pytest.raises(ClientError, match="AWSServiceRoleForConfig has been taken in this account"):
        iam.create_service_linked_role(AWSServiceName="config.amazonaws.com")
    with pytest.raises(ClientError, match="knows no service-linked role of confg"):
        iam.create_service_linked_role(AWSServiceName="confg.amazonaws.com")
    with pytest.raises(ClientError, match="Custom suffix is not allowed"):
        iam.create_service_linked_role(AWSServiceName="ssm.amazonaws.com", CustomSuffix="a")


def test_policies_of_aws_can_be_attached_and_no_others(account: StrictAccount) -> None:
    iam = account.session().client("iam")
    iam.create_role(RoleName="role", AssumeRolePolicyDocument=document())
    iam.attach_role_policy(RoleName="role", PolicyArn="arn:aws:iam::aws:policy/service-role/AWS_ConfigRole")
    for wrong in ("AWS_ConfigRole", "service-role/AWS_ConfigRoel"):
        with pytest.raises(ClientError, match="NoSuchEntity"):
            iam.attach_role_policy(RoleName="role", PolicyArn=f"arn:aws:iam::aws:policy/{wrong}")


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "where"),
    [
        ("iam", "create_role", {"RoleName": "r" * 65, "AssumeRolePolicyDocument": "{}"}, "RoleName"),
        ("iam", "create_role", {"RoleName": "a b", "AssumeRolePolicyDocument": "{}"}, "RoleName"),
        ("events", "put_rule", {"Name": "r" * 65, "ScheduleExpression": "rate(1 day)"}, "Name"),
        ("config", "delete_config_rule", {"ConfigRuleName": "r" * 129}, "ConfigRuleName"),
        ("logs", "put_retention_policy", {"logGroupName": "a b", "retentionInDays": 1}, "logGroupName"),
        ("ssm", "create_document", {"Name": "a b", "Content": "{}"}, "Name"),
        ("ssm", "create_document", {"Name": "abc", "Content": "{}", "DocumentType": "Automatic"}, "DocumentType"),
        (
            "cloudwatch",
            "put_metric_alarm",
            {"AlarmName": "a", "EvaluationPeriods": 1, "ComparisonOperator": "x"},
            "Comp",
        ),
    ],
)
def test_what_the_services_model_excludes_is_refused(
    account: StrictAccount, service: str, operation: str, parameters: dict[str, Any], where: str
) -> None:
    with pytest.raises(ClientError, match=f"validation error.*at '{where}"):
        getattr(account.account_region().client(service), operation)(**parameters)


def test_a_bucket_name_is_taken_in_every_account(account: StrictAccount) -> None:
    account.session().client("s3").create_bucket(Bucket="name")
    for account_id in (None, "222222222222"):
        with pytest.raises(ClientError, match="BucketAlreadyExists"):
            account.session(account_id=account_id).client("s3").create_bucket(Bucket="name")


@pytest.mark.parametrize(
    ("policy", "problem"),
    [
        (document(statement("*", "s3:GetObject", "arn:aws:s3:::bucket/*")), "BlockPublicPolicy"),
        (document(statement({"AWS": "*"}, "s3:GetObject", "arn:aws:s3:::bucket/*")), "BlockPublicPolicy"),
        (document(statement(ROOT, "s3:GetObject", "arn:aws:s3:::other/*")), "invalid resource: arn:aws:s3:::other"),
        (document(statement(ROOT, "s3:GetObject", "arn:aws-cn:s3:::bucket/*")), "invalid resource"),
        ("not json", "MalformedPolicy"),
    ],
)
def test_a_bucket_policy_that_s3_does_not_take(account: StrictAccount, policy: str, problem: str) -> None:
    s3 = account.session().client("s3")
    s3.create_bucket(Bucket="bucket")
    s3.put_public_access_block(Bucket="bucket", PublicAccessBlockConfiguration={"BlockPublicPolicy": True})
    with pytest.raises(ClientError, match=problem):
        s3.put_bucket_policy(Bucket="bucket", Policy=policy)


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("nowhere", "does not exist"),
        ("foreign", "must be the same"),
        ("locked", "Object Lock default retention"),
        ("far", "CrossLocationLoggingProhibited"),
    ],
)
def test_access_logs_go_to_a_bucket_of_the_same_account_and_region(
    account: StrictAccount, target: str, problem: str
) -> None:
    s3 = account.session().client("s3")
    s3.create_bucket(Bucket="bucket")
    s3.create_bucket(Bucket="locked", ObjectLockEnabledForBucket=True)
    lock = {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}}
    s3.put_object_lock_configuration(Bucket="locked", ObjectLockConfiguration=lock)
    account.session(account_id="222222222222").client("s3").create_bucket(Bucket="foreign")
    far = account.session("eu-west-1").client("s3")
    far.create_bucket(Bucket="far", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    status = {"LoggingEnabled": {"TargetBucket": target, "TargetPrefix": ""}}
    with pytest.raises(ClientError, match=problem):
        s3.put_bucket_logging(Bucket="bucket", BucketLoggingStatus=status)


def test_a_key_policy_that_locks_its_owner_out_is_refused(account: StrictAccount) -> None:
    kms = account.session().client("kms")
    with pytest.raises(ClientError, match=r"MalformedPolicyDocumentException.*will not allow you to update"):
        kms.create_key(Policy=document(statement({"Service": "logs.amazonaws.com"}, "kms:*")))
    kms.create_key(Policy=document(statement(ROOT, "kms:*")))


def test_a_log_groups_key_lets_the_service_use_it(account: StrictAccount) -> None:
    kms, logs = account.session().client("kms"), account.session().client("logs")
    manage = statement(ROOT, "kms:*")
    closed = kms.create_key(Policy=document(manage))["KeyMetadata"]["Arn"]
    group = "arn:aws:logs:us-east-1:123456789012:log-group:*"
    use = statement(
        {"Service": "logs.us-east-1.amazonaws.com"},
        "kms:*",
        Condition={"ArnLike": {"kms:EncryptionContext:aws:logs:arn": group}},
    )
    usable = kms.create_key(Policy=document(manage, use))["KeyMetadata"]["Arn"]
    with pytest.raises(ClientError, match=r"InvalidParameterException.*KMS Key Id"):
        logs.create_log_group(logGroupName="group", kmsKeyId=closed)
    logs.create_log_group(logGroupName="group", kmsKeyId=usable)


def test_one_detector_and_one_hub_per_region(account: StrictAccount) -> None:
    guardduty, hub = account.session().client("guardduty"), account.session().client("securityhub")
    guardduty.create_detector(Enable=True)
    hub.enable_security_hub()
    with pytest.raises(ClientError, match="a detector already exists for the current account"):
        guardduty.create_detector(Enable=True)
    with pytest.raises(ClientError, match="ResourceConflictException"):
        hub.enable_security_hub()
    account.session("eu-west-1").client("guardduty").create_detector(Enable=True)


def test_a_detector_has_data_sources_or_features(account: StrictAccount) -> None:
    with pytest.raises(ClientError, match="either dataSources or features"):
        account.session().client("guardduty").create_detector(
            Enable=True,
            DataSources={"S3Logs": {"Enable": True}},
            Features=[{"Name": "S3_DATA_EVENTS", "Status": "ENABLED"}],
        )


def test_one_analyzer_of_an_accounts_type_per_region(account: StrictAccount) -> None:
    analyzer = account.session().client("accessanalyzer")
    analyzer.create_analyzer(analyzerName="one", type="ACCOUNT")
    assert [each["name"] for each in analyzer.list_analyzers(type="ACCOUNT")["analyzers"]] == ["one"]
    assert analyzer.get_analyzer(analyzerName="one")["analyzer"]["status"] == "ACTIVE"
    with pytest.raises(ClientError, match="ServiceQuotaExceededException"):
        analyzer.create_analyzer(analyzerName="two", type="ACCOUNT")


def test_documents_fit_and_do_not_take_names_of_aws(account: StrictAccount) -> None:
    ssm = account.session().client("ssm")
    with pytest.raises(ClientError, match="MaxDocumentSizeExceeded"):
        ssm.create_document(Name="abc", Content="x" * 65_537)
    with pytest.raises(ClientError, match="reserved"):
        ssm.create_document(Name="AWS-Mine", Content="{}")


def test_associations_are_of_documents_that_exist(account: StrictAccount) -> None:
    ssm = account.session().client("ssm")
    with pytest.raises(ClientError, match="InvalidDocument"):
        ssm.create_association(Name="nowhere")
    made = ssm.create_association(Name="AWS-RunPatchBaseline")["AssociationDescription"]["AssociationId"]
    assert ssm.describe_association(AssociationId=made)["AssociationDescription"]["Name"] == "AWS-RunPatchBaseline"
    ssm.delete_association(AssociationId=made)
    with pytest.raises(ClientError, match="AssociationDoesNotExist"):
        ssm.describe_association(AssociationId=made)
