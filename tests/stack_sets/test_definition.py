import pytest

from generator.model import BadInput
from generator.stack_sets import definition as room
from generator.stack_sets.definition import article_of, definitions, home_region, regions


def test_articles_come_after_what_they_require() -> None:
    names = [each.article for each in definitions(["password-policy", "service-linked-roles", "config"])]
    assert names == ["service-linked-roles", "config", "password-policy"]


def test_an_article_of_one_account_is_refused_with_its_place() -> None:
    with pytest.raises(BadInput, match=r"log archive account.*baseline launch-url log-archive"):
        definitions(["log-archive"])


def test_an_unknown_article_is_refused_with_the_near_one() -> None:
    with pytest.raises(BadInput, match="Did you mean config"):
        definitions(["confg"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * (1024 * 1024 + 1), "1,048,577 bytes"),
        ("Resources: {}\n", "At least one Resources member"),
        ("Transform: AWS::Serverless-2016-10-31\nResources: {A: {Type: AWS::SNS::Topic}}\n", "transforms"),
        (
            "Resources:\n" + "".join(f"  A{number}: {{Type: AWS::SNS::Topic}}\n" for number in range(501)),
            "501, is greater than maximum",
        ),
    ],
)
def test_a_template_over_the_limits_is_refused(monkeypatch: pytest.MonkeyPatch, text: str, words: str) -> None:
    monkeypatch.setattr(room, "template_text", lambda name: text)
    with pytest.raises(BadInput, match=words):
        definitions(["config"])


def test_the_regions_are_those_enabled_by_default_and_the_home_region_is_first() -> None:
    (config,) = definitions(["config"])
    found = regions(config, (), "eu-west-1")
    assert found[0] == "eu-west-1"
    assert len(found) == 17
    assert "me-central-1" not in found


def test_an_article_of_the_home_region_has_one_region() -> None:
    trail, alarms = definitions(["cloudtrail", "trusted-advisor"])
    assert {len(regions(each, ("eu-west-1", "us-west-2"), "eu-west-1")) for each in (trail, alarms)} == {1}
    by_name = {each.article: regions(each, ("eu-west-1", "us-west-2"), "eu-west-1") for each in (trail, alarms)}
    assert by_name == {"cloudtrail": ("eu-west-1",), "trusted-advisor": ("us-east-1",)}


def test_regions_of_two_partitions_are_refused() -> None:
    (config,) = definitions(["config"])
    with pytest.raises(BadInput, match="cn-north-1"):
        regions(config, ("us-east-1", "cn-north-1"), "us-east-1")


def test_the_home_region_is_the_files_then_the_first_then_the_sessions() -> None:
    assert home_region(("eu-west-1",), "us-west-2", "us-east-1") == "us-west-2"
    assert home_region(("eu-west-1",), None, "us-east-1") == "eu-west-1"
    assert home_region((), None, "us-east-1") == "us-east-1"


def test_stack_sets_are_named_for_their_articles() -> None:
    assert article_of("baseline-config-rules-s3") == "config-rules-s3"
    assert article_of("baseline-no-such") is None
    assert article_of("config-rules-s3") is None


def test_what_stays_is_read_from_the_deletion_policies() -> None:
    (config,) = definitions(["config"])
    assert config.retained == ("S3ForConfig (AWS::S3::Bucket)",)


def test_the_capabilities_are_those_of_the_template() -> None:
    config, password_policy = definitions(["config", "password-policy"])
    assert (config.capabilities, password_policy.capabilities) == ((), ("CAPABILITY_NAMED_IAM",))
