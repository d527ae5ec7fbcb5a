import pytest

from tests.lint.rule_run import found_by, places_found_by

GROUP = """
Group:
  Type: AWS::EC2::SecurityGroup
  Properties:
    GroupDescription: x
    SecurityGroupIngress: [{IpProtocol: '-1', CidrIp: 10.0.0.0/8, Description: %s}]
"""


@pytest.mark.parametrize(
    ("text", "shown"), [("f\u00fcr alle", "\\xfc"), ("a -> b", ">"), ('"its"', None), ('"it\'s"', "'")]
)
def test_characters_that_ec2_refuses_are_found(text: str, shown: str | None) -> None:
    found = places_found_by("E9803", GROUP % text)
    assert [path for path, _ in found] == (
        ["Resources/Group/Properties/SecurityGroupIngress/0/Description"] if shown else []
    )
    assert all(f"EC2 refuses {shown} in" in message for _, message in found)


@pytest.mark.parametrize("text", ["'a-z ._-:/()#,@[]+=&;{}!$*'", "!Ref Text", "!Sub 'from ${Prefix}'"])
def test_what_ec2_takes_is_no_fault(text: str) -> None:
    assert found_by("E9803", GROUP % text) == []


def test_rules_of_their_own_are_looked_at() -> None:
    assert (
        len(
            found_by(
                "E9803", "Rule:\n  Type: AWS::EC2::SecurityGroupEgress\n  Properties: {Description: \u65e5\u672c}\n"
            )
        )
        == 1
    )
