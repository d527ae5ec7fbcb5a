from tests.lint.rule_run import places_found_by

TEMPLATE = """
Role:
  Type: AWS::IAM::Role
  Properties:
    ManagedPolicyArns: %s
"""


def test_an_arn_without_sub_is_found() -> None:
    ((path, _),) = places_found_by("I9407", TEMPLATE % "['arn:aws:iam::aws:policy/ReadOnlyAccess']")
    assert path == "Resources/Role/Properties/ManagedPolicyArns/0"


def test_an_arn_that_is_joined_is_found() -> None:
    assert len(places_found_by("I9407", TEMPLATE % "[!Join ['', ['arn:aws:iam::', !Ref AWS::AccountId, ':a']]]")) == 1


def test_sub_is_cfn_lint_s_matter_and_a_branch_may_be_for_one_partition() -> None:
    for each in (
        "[!Sub 'arn:aws:iam::${AWS::AccountId}:policy/a']",
        "[!If [InChina, 'arn:aws-cn:iam::aws:policy/a', 'arn:aws:iam::aws:policy/a']]",
        "['arn:aws-us-gov:iam::aws:policy/a']",
    ):
        assert places_found_by("I9407", TEMPLATE % each) == []
