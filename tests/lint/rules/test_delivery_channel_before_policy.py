from tests.lint.rule_run import places_found_by

TEMPLATE = """
Logs:
  Type: AWS::S3::Bucket
Policy:
  Type: AWS::S3::BucketPolicy
  Properties:
    Bucket: !Ref Logs
    PolicyDocument:
      Statement:
        - Effect: Allow
          Principal: {Service: [%s]}
          Action: s3:PutObject
          Resource: !Sub ${Logs.Arn}/*
Channel:
  Type: AWS::Config::DeliveryChannel
  Properties:
    S3BucketName: %s
"""


def test_a_bucket_in_one_branch_is_found() -> None:
    ((path, message),) = places_found_by("W9310", TEMPLATE % ("config.amazonaws.com", "!If [Own, !Ref Logs, other]"))
    assert path == "Resources/Channel/Properties/S3BucketName/Fn::If/1"
    assert message == "Channel may be made before Policy; add DependsOn: Policy"


def test_a_reference_to_the_policy_beside_the_bucket_waits() -> None:
    text = TEMPLATE % ("config.amazonaws.com", "!Select [0, [!Ref Logs, !Ref Policy]]")
    assert places_found_by("W9310", text) == []


def test_a_policy_for_others_and_another_bucket_are_no_fault() -> None:
    assert places_found_by("W9310", TEMPLATE % ("cloudtrail.amazonaws.com", "!Ref Logs")) == []
    assert places_found_by("W9310", TEMPLATE % ("config.amazonaws.com", "central-logs")) == []
