from tests.lint.rule_run import places_found_by

TOPIC = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"


def test_every_transform_is_named() -> None:
    found = places_found_by("I9401", "Transform: [AWS::LanguageExtensions, Mine]\n" + TOPIC)
    assert [path for path, _ in found] == ["Transform", "Transform"]
    assert "has the transform Mine" in found[1][1]


def test_a_transform_inside_a_resource_is_found() -> None:
    text = TOPIC + "    Properties:\n      Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://a/b}}\n"
    ((path, _),) = places_found_by("I9401", text)
    assert path == "Resources/Topic/Properties"


def test_a_flat_template_is_no_fault_nor_one_that_makes_a_macro() -> None:
    assert places_found_by("I9401", TOPIC) == []
    assert places_found_by("I9401", TOPIC.replace("SNS::Topic", "CloudFormation::Macro")) == []
