from cfnlint.decode import decode_str
from cfnlint.template.template import Template

from generator.lint.transforms import as_written, is_open, transforms

TOPIC = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"


def template_of(text: str) -> Template:
    template, _ = decode_str(text)
    return Template("template.yaml", template, ["us-east-1"])


def test_a_template_with_a_transform_is_not_what_it_says() -> None:
    for name in ("AWS::LanguageExtensions", "[AWS::Serverless-2016-10-31, Mine]", "{Name: AWS::Include}"):
        assert as_written(template_of(f"Transform: {name}\n{TOPIC}")) == {}
    assert transforms(template_of(f"Transform: [One, Two]\n{TOPIC}")) == ["One", "Two"]


def test_a_template_without_one_is() -> None:
    template = template_of(TOPIC)
    assert as_written(template) is template.template
    assert transforms(template) == []


def test_a_mapping_with_a_function_among_its_keys_is_open() -> None:
    assert is_open({"a": 1, "Fn::Transform": {}})
    assert not is_open({"a": {"Fn::Transform": {}}})
    assert not is_open([])
