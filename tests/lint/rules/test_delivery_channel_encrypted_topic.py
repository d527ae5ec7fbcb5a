from tests.lint.rule_run import places_found_by

TEMPLATE = """
Parameters:
  KeyArn: {Type: String, Default: ''}
Conditions:
  Encrypts: !Not [!Equals [!Ref KeyArn, '']]
Resources:
  Key:
    Type: AWS::KMS::Key
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      KmsMasterKeyId: %s
  Policy:
    Type: AWS::SNS::TopicPolicy
  Channel:
    Type: AWS::Config::DeliveryChannel
    Properties:
      S3BucketName: logs
      SnsTopicARN: %s
"""


def test_a_topic_with_a_key_of_the_template_is_found_behind_functions() -> None:
    ((path, _),) = places_found_by(
        "E9315", TEMPLATE % ("!GetAtt Key.Arn", "!If [Own, !Select [0, [!Ref Topic, !Ref Policy]], other]")
    )
    assert path == "Resources/Channel/Properties/SnsTopicARN/Fn::If/1"


def test_a_key_that_need_not_be_is_no_fault() -> None:
    for key in ("!Ref KeyArn", "!If [Encrypts, !Ref KeyArn, !Ref 'AWS::NoValue']", "''"):
        assert places_found_by("E9315", TEMPLATE % (key, "!Ref Topic")) == []


def test_a_channel_to_another_topic_is_no_fault() -> None:
    assert places_found_by("E9315", TEMPLATE % ("alias/aws/sns", "!Ref OtherTopicArn")) == []
