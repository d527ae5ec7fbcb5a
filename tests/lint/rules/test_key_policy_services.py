import pytest

from tests.lint.rule_run import places_found_by

ROOT = "{Effect: Allow, Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}, Action: 'kms:*', Resource: '*'}"
LETS = "{Effect: Allow, Principal: {Service: %s}, Action: [kms:Decrypt, 'kms:GenerateDataKey*'], Resource: '*'}"
TOPIC = "Topic:\n  Type: AWS::SNS::Topic\n  Properties: {KmsMasterKeyId: !Ref Key}\n"
QUEUE = "Queue:\n  Type: AWS::SQS::Queue\n  Properties: {KmsMasterKeyId: !GetAtt Key.Arn}\n"
USES = {
    "cloudtrail": "Trail:\n  Type: AWS::CloudTrail::Trail\n  Properties: {KMSKeyId: !GetAtt Key.Arn}\n",
    "logs": "Group:\n  Type: AWS::Logs::LogGroup\n  Properties: {KmsKeyId: !GetAtt Key.Arn}\n",
    "cloudwatch": TOPIC + "Alarm:\n  Type: AWS::CloudWatch::Alarm\n  Properties: {AlarmActions: [!Ref Topic]}\n",
    "events": TOPIC + "Rule:\n  Type: AWS::Events::Rule\n  Properties: {Targets: [{Arn: !Ref Topic, Id: a}]}\n",
    "sns": QUEUE + "Sub:\n  Type: AWS::SNS::Subscription\n  Properties: {Protocol: sqs, Endpoint: !GetAtt Queue.Arn}\n",
    "s3": QUEUE
    + "Bucket:\n  Type: AWS::S3::Bucket\n  Properties:\n    NotificationConfiguration:\n"
    + "      QueueConfigurations: [{Event: 's3:ObjectCreated:*', Queue: !GetAtt Queue.Arn}]\n",
}


def key(*statements: str) -> str:
    lines = "".join(f"        - {each}\n" for each in statements)
    return f"Key:\n  Type: AWS::KMS::Key\n  Properties:\n    KeyPolicy:\n      Statement:\n{lines}"


@pytest.mark.parametrize("service", USES)
def test_the_root_of_the_account_does_not_let_a_service_in(service: str) -> None:
    ((_, message),) = places_found_by("E9507", key(ROOT) + USES[service])
    assert f"the policy of Key does not let {service} encrypt" in message


@pytest.mark.parametrize("service", USES)
def test_a_statement_for_the_service_does(service: str) -> None:
    lets = LETS % f"{service}.amazonaws.com"
    assert places_found_by("E9507", key(ROOT, lets) + USES[service]) == []


def test_another_service_or_only_decrypting_is_not_enough() -> None:
    assert places_found_by("E9507", key(ROOT, LETS % "sqs.amazonaws.com") + USES["logs"])
    decrypts = "{Effect: Allow, Principal: {Service: cloudtrail.amazonaws.com}, Action: kms:Decrypt, Resource: '*'}"
    assert places_found_by("E9507", key(ROOT, decrypts) + USES["cloudtrail"])


def test_a_key_without_a_policy_lets_only_the_account_in() -> None:
    assert places_found_by("E9507", "Key:\n  Type: AWS::KMS::Key\n" + USES["logs"])


@pytest.mark.parametrize(
    "statement",
    [
        LETS % "!Sub 'logs.${AWS::Region}.${AWS::URLSuffix}'",
        LETS % "logs.eu-west-1.amazonaws.com",
        LETS % "!Ref Service",
        "{Effect: Allow, Principal: '*', Action: 'kms:*', Resource: '*', Condition: {StringEquals: {a: b}}}",
        "{Effect: Allow, NotPrincipal: {AWS: a}, Action: 'kms:*', Resource: '*'}",
        "!If [A, !Ref Some, !Ref Other]",
        "{Fn::Transform: {Name: X}}",
    ],
)
def test_what_lets_the_service_in_or_may_is_no_fault(statement: str) -> None:
    assert places_found_by("E9507", key(ROOT, statement) + USES["logs"]) == []


def test_an_alias_stands_for_its_key_and_a_branch_for_itself() -> None:
    alias = "Alias:\n  Type: AWS::KMS::Alias\n  Properties: {AliasName: alias/a, TargetKeyId: !Ref Key}\n"
    alarm = USES["cloudwatch"].replace("!Ref Key", "alias/a")
    assert places_found_by("E9507", key(ROOT) + alias + alarm)
    group = USES["logs"].replace("!GetAtt Key.Arn", "!If [A, !GetAtt Key.Arn, !Ref AWS::NoValue]")
    ((path, _),) = places_found_by("E9507", key(ROOT) + group)
    assert path == "Resources/Group/Properties/KmsKeyId/Fn::If/1"


def test_a_target_with_a_role_and_a_key_of_elsewhere_are_no_fault() -> None:
    rule = USES["events"].replace("Id: a", "Id: a, RoleArn: !Ref Role")
    assert places_found_by("E9507", key(ROOT) + rule) == []
    assert places_found_by("E9507", key(ROOT) + USES["logs"].replace("!GetAtt Key.Arn", "!Ref KeyArn")) == []
