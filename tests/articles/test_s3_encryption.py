import pytest

from generator.articles import config_rules_s3
from generator.articles.s3_encryption import CONTROLS
from tests.articles.evaluation import document, made

NAME = "s3-encryption"


def test_the_controls_are_those_of_the_s3_rules() -> None:
    assert len(CONTROLS) == 3
    assert all(control in config_rules_s3.CONTROLS for control in CONTROLS)


def test_each_rule_comes_with_its_repair() -> None:
    stack = made(NAME)
    rules = {each["Source"]["SourceIdentifier"] for each in stack.of_type("AWS::Config::ConfigRule").values()}
    assert rules == {
        "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED",
        "S3_DEFAULT_ENCRYPTION_KMS",
        "S3_BUCKET_SSL_REQUESTS_ONLY",
    }
    assert len(stack.of_type("AWS::Config::RemediationConfiguration")) == 3


@pytest.mark.parametrize("control", [each.pascal for each in CONTROLS])
def test_what_another_template_has_can_be_left_to_it(control: str) -> None:
    left = made(NAME, **{control: "DISABLED"})
    assert f"Config{control}" not in left.resources
    assert len(left.of_type("AWS::Config::ConfigRule")) == 2
    assert "DISABLED" in document(NAME)["Parameters"][control]["AllowedValues"]
