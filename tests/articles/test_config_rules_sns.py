from generator import registry
from generator.blocks.config_control import rule_id
from tests.articles.evaluation import HOME, OTHER, made

NAME = "config-rules-sns"
RULES = {"SNS_ENCRYPTED_KMS", "SNS_TOPIC_NO_PUBLIC_ACCESS", "SQS_QUEUE_ENCRYPTED", "SQS_QUEUE_NO_PUBLIC_ACCESS"}
RUNBOOKS = {"EncryptSnsTopic", "EncryptSqsQueue"}


def test_every_control_is_a_rule_and_every_runbook_has_a_role_of_its_own() -> None:
    stack = made(NAME)
    assert {*stack.of_type("AWS::Config::ConfigRule")} == {rule_id(registry.controls()[name]) for name in RULES}
    assert {*stack.of_type("AWS::SSM::Document")} == {f"SSMAutomation{name}" for name in RUNBOOKS}
    assert {*stack.of_type("AWS::IAM::Role")} == {f"IAMRoleFor{name}" for name in RUNBOOKS}


def test_elsewhere_the_roles_of_home_are_used() -> None:
    there = made(NAME, region=OTHER, HomeRegion=HOME)
    assert there.of_type("AWS::IAM::Role") == {}
    assert len(there.of_type("AWS::Config::RemediationConfiguration")) == len(RUNBOOKS)


def passed(**given: str) -> dict[str, object]:
    found: dict[str, object] = made(NAME, **given).properties("ConfigSnsEncryptedKmsRemediationConfiguration")[
        "Parameters"
    ]
    return found


def test_a_key_is_passed_only_where_the_user_gave_one() -> None:
    assert "KmsKeyId" not in passed()
    assert passed(TopicKmsKeyId="alias/topics")["KmsKeyId"] == {"StaticValue": {"Values": ["alias/topics"]}}
