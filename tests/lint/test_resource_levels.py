import pytest

from generator.lint.resource_levels import held_to_resources


@pytest.mark.parametrize(
    ("pattern", "answer"),
    [
        ("s3:GetObject", True),
        ("S3:getobject", True),
        ("s3:*", False),
        ("ec2:DescribeInstances", False),
        ("s3:GetNothing", None),
        ("unheard:Of", None),
        ("*", None),
    ],
)
def test_an_action_needs_a_resource_or_not_or_is_not_known(pattern: str, answer: bool | None) -> None:
    assert held_to_resources(pattern) is answer
