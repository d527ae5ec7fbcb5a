from tests.lint.rule_run import places_found_by


def test_every_identity_is_found() -> None:
    text = "Identity:\n  Type: AWS::CloudFront::CloudFrontOriginAccessIdentity\n"
    assert [path for path, _ in places_found_by("I9516", text)] == ["Resources/Identity"]


def test_a_control_is_no_fault() -> None:
    assert places_found_by("I9516", "Control:\n  Type: AWS::CloudFront::OriginAccessControl\n") == []
