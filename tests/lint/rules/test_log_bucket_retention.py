from tests.lint.rule_run import places_found_by

TEMPLATE = """
Logs:
  Type: AWS::S3::Bucket
  Properties:
    %s
Trail:
  Type: AWS::CloudTrail::Trail
  Properties: {S3BucketName: %s}
"""
VERSIONED = "VersioningConfiguration: {Status: Enabled}\n    "


def found(properties: str, name: str = "!Ref Logs") -> list[tuple[str, str]]:
    return places_found_by("W9512", TEMPLATE % (properties, name))


def test_a_short_expiry_is_found_at_its_place() -> None:
    rules = "LifecycleConfiguration: {Rules: [{Status: Enabled, ExpirationInDays: %s}]}"
    ((path, message),) = found(VERSIONED + rules % "'60'")
    assert path == "Resources/Logs/Properties/LifecycleConfiguration/Rules/0/ExpirationInDays"
    assert message == "the trail Trail is gone after 60 days; keep it for 365 days or more"
    assert found(VERSIONED + rules % 365) == []
    assert found(VERSIONED + rules % "!Ref Days") == []
    assert len(found(VERSIONED + rules % "!If [Short, 30, 400]")) == 1


def test_a_rule_for_a_part_or_that_is_off_is_no_fault() -> None:
    for rule in ("{Status: Disabled, ExpirationInDays: 1}", "{Status: Enabled, Prefix: tmp/, ExpirationInDays: 1}"):
        assert found(VERSIONED + f"LifecycleConfiguration: {{Rules: [{rule}]}}") == []


def test_a_bucket_without_versions_is_found() -> None:
    assert [path for path, _ in found("BucketName: logs", "logs")] == ["Resources/Logs"]
    assert [path for path, _ in found("VersioningConfiguration: {Status: Suspended}")] == [
        "Resources/Logs/Properties/VersioningConfiguration/Status"
    ]


def test_object_lock_and_what_is_not_known_bring_versions() -> None:
    assert found("ObjectLockEnabled: true") == []
    assert found("ObjectLockEnabled: !Ref Locked") == []
    assert found("VersioningConfiguration: {Status: !Ref Versions}") == []
    assert found("ObjectLockEnabled: false") != []


def test_a_bucket_of_access_logs_is_not_judged() -> None:
    text = TEMPLATE % ("BucketName: logs", "elsewhere")
    access = (
        "Data:\n  Type: AWS::S3::Bucket\n  Properties: {LoggingConfiguration: {DestinationBucketName: !Ref Logs}}\n"
    )
    assert places_found_by("W9512", text + access) == []
