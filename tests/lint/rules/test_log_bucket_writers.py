import pytest

from tests.lint.rule_run import places_found_by

BUCKET = "Logs:\n  Type: AWS::S3::Bucket\n"
TRAIL = "Trail:\n  Type: AWS::CloudTrail::Trail\n  Properties: {S3BucketName: !Ref Logs}\n"
CHANNEL = """
Channel:
  Type: AWS::Config::DeliveryChannel
  Properties: {S3BucketName: !Ref Logs}
Recorder:
  Type: AWS::Config::ConfigurationRecorder
  Properties: {RoleARN: !Sub 'arn:aws:iam::${AWS::AccountId}:role/%s'}
"""
SERVICE_LINKED = "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
ACCESS = "Data:\n  Type: AWS::S3::Bucket\n  Properties: {LoggingConfiguration: {DestinationBucketName: !Ref Logs}}\n"
BALANCER = """
Balancer:
  Type: AWS::ElasticLoadBalancingV2::LoadBalancer
  Properties:
    LoadBalancerAttributes:
      - {Key: access_logs.s3.enabled, Value: %s}
      - {Key: access_logs.s3.bucket, Value: !Ref Logs}
"""
CLASSIC = """
Classic:
  Type: AWS::ElasticLoadBalancing::LoadBalancer
  Properties: {AccessLoggingPolicy: {Enabled: %s, S3BucketName: !Ref Logs}}
"""


def policy(principal: str, action: str = "s3:PutObject", resource: str = "!Sub '${Logs.Arn}/prefix/AWSLogs/*'") -> str:
    return f"""
Policy:
  Type: AWS::S3::BucketPolicy
  Properties:
    Bucket: !Ref Logs
    PolicyDocument:
      Statement: [{{Effect: Allow, Principal: {principal}, Action: {action}, Resource: {resource}}}]
"""


LOGS = {
    "cloudtrail": TRAIL,
    "config": CHANNEL % SERVICE_LINKED,
    "logging.s3": ACCESS,
    "logdelivery.elasticloadbalancing": BALANCER % "'true'",
}


@pytest.mark.parametrize("service", LOGS)
def test_a_writer_that_the_policy_does_not_let_in_is_found(service: str) -> None:
    other = policy("{Service: [delivery.amazonaws.com]}")
    ((_, message),) = places_found_by("E9511", BUCKET + other + LOGS[service])
    assert message.startswith(f"no policy lets {service} write the ")


@pytest.mark.parametrize("service", LOGS)
def test_a_writer_that_the_policy_lets_in_is_no_fault(service: str) -> None:
    lets = policy(f"{{Service: {service}.amazonaws.com}}")
    assert places_found_by("E9511", BUCKET + lets + LOGS[service]) == []


@pytest.mark.parametrize("log", LOGS.values())
def test_a_bucket_without_a_policy_lets_nobody_in(log: str) -> None:
    assert len(places_found_by("E9511", BUCKET + log)) == 1


def test_reading_is_not_writing_and_another_bucket_not_this_one() -> None:
    assert places_found_by("E9511", BUCKET + policy("{Service: cloudtrail.amazonaws.com}", "s3:GetBucketAcl") + TRAIL)
    other = policy("{Service: cloudtrail.amazonaws.com}", resource="!Sub '${Data.Arn}/*'")
    assert places_found_by("E9511", BUCKET + other + "Data:\n  Type: AWS::S3::Bucket\n" + TRAIL)


def test_a_recorder_with_a_role_of_its_own_writes_with_that() -> None:
    assert places_found_by("E9511", BUCKET + CHANNEL % "config") == []
    assert places_found_by("E9511", BUCKET + (CHANNEL % "config").partition("Recorder")[0]) == []


def test_an_access_control_list_lets_the_access_log_in() -> None:
    listed = BUCKET + "  Properties: {AccessControl: LogDeliveryWrite}\n"
    assert places_found_by("E9511", listed + ACCESS) == []
    assert places_found_by("E9511", listed + TRAIL)


def test_accounts_of_load_balancing_may_write() -> None:
    account = policy("{AWS: !FindInMap [Accounts, !Ref AWS::Region, Id]}")
    for log in (BALANCER % "true", CLASSIC % "true"):
        assert places_found_by("E9511", BUCKET + account + log) == []
        assert places_found_by("E9511", BUCKET + policy("{Service: delivery.logs.amazonaws.com}") + log) == []
        assert places_found_by("E9511", BUCKET + log)
    assert places_found_by("E9511", BUCKET + BALANCER % "'false'" + CLASSIC % "false") == []


@pytest.mark.parametrize(
    "unknown",
    [
        policy("{Service: !Ref Service}"),
        policy("'*'"),
        policy("{Service: cloudtrail.amazonaws.com}", "!Ref Actions"),
        policy("{Service: cloudtrail.amazonaws.com}", resource="!Ref Resource"),
        policy("{Service: a}").replace("Bucket: !Ref Logs", "Bucket: !Ref Parameter"),
        policy("{Service: a}").replace("[{", "[!FindInMap [A, B, C], {"),
    ],
)
def test_what_may_let_the_writer_in_is_no_fault(unknown: str) -> None:
    assert places_found_by("E9511", BUCKET + unknown + TRAIL) == []


def test_a_bucket_of_elsewhere_is_no_fault() -> None:
    assert places_found_by("E9511", BUCKET + TRAIL.replace("!Ref Logs", "!Ref LogBucketName")) == []
    custom = "Custom:\n  Type: Custom::BucketPolicy\n"
    assert places_found_by("E9511", BUCKET + ACCESS + custom) == []
