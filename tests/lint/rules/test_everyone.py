import pytest

from tests.lint.rule_run import places_found_by


def queue(principal: str, condition: str = "", effect: str = "Allow") -> str:
    return f"""
Policy:
  Type: AWS::SQS::QueuePolicy
  Properties:
    Queues: [q]
    PolicyDocument:
      Statement:
        - Effect: {effect}
          Principal: {principal}
          Action: sqs:SendMessage
          Resource: '*'
          {condition}
"""


@pytest.mark.parametrize("principal", ["'*'", "{AWS: '*'}", "{AWS: ['*', '111122223333']}", "!If [A, '*', {AWS: a}]"])
def test_everyone_is_found(principal: str) -> None:
    ((path, message),) = places_found_by("W9517", queue(principal))
    assert path == "Resources/Policy/Properties/PolicyDocument/Statement/0/Principal"
    assert message.startswith("this lets everyone use the queue")


def test_that_it_must_be_https_names_nobody() -> None:
    assert places_found_by("W9517", queue("'*'", "Condition: {Bool: {aws:SecureTransport: 'true'}}"))


@pytest.mark.parametrize(
    "text",
    [
        queue("'*'", "Condition: {StringEquals: {aws:PrincipalOrgID: o-1}}"),
        queue("'*'", "Condition: {ArnEquals: {aws:SourceArn: !Ref Topic}}"),
        queue("'*'", "Condition: !Ref Condition"),
        queue("'*'", effect="Deny"),
        queue("{AWS: !Ref Account}"),
        queue("!Ref Principal"),
        queue("{AWS: 'arn:aws:iam::111122223333:root'}"),
    ],
)
def test_a_condition_a_deny_and_a_named_principal_are_no_fault(text: str) -> None:
    assert places_found_by("W9517", text) == []


def test_the_bucket_of_a_website_is_open_on_purpose() -> None:
    site = """
Bucket:
  Type: AWS::S3::Bucket
  Properties: {%s}
Policy:
  Type: AWS::S3::BucketPolicy
  Properties:
    Bucket: !Ref Bucket
    PolicyDocument:
      Statement: {Effect: Allow, Principal: '*', Action: s3:GetObject, Resource: !Sub '${Bucket.Arn}/*'}
"""
    assert places_found_by("W9517", site % "WebsiteConfiguration: {IndexDocument: index.html}") == []
    assert len(places_found_by("W9517", site % "BucketName: b")) == 1


def test_a_permission_for_everyone_is_found_unless_it_is_held() -> None:
    permission = "P:\n  Type: AWS::Lambda::Permission\n  Properties:\n    Principal: '*'\n"
    assert len(places_found_by("W9517", permission)) == 1
    assert places_found_by("W9517", permission + "    FunctionUrlAuthType: NONE\n") == []
    assert places_found_by("W9517", permission + "    PrincipalOrgID: o-1\n") == []
