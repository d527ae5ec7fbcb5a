from typing import Any

import pytest

from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows, denies
from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, Made, document, made

CERTIFICATE = f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/0123abcd"
DOMAIN = {"TemplatePageDomainName": "templates.example.com", "TemplatePageCertificateArn": CERTIFICATE}
SECURE = {"aws:SecureTransport": "true", "s3:TlsVersion": "1.3", "s3:ObjectCreationOperation": "true"}
READER = "arn:aws:iam::999988887777:role/Reader"


def bucket(**given: Any) -> Made:
    return made("template-bucket", **{f"TemplateBucket{name}": value for name, value in given.items()})


def page(**given: Any) -> Made:
    return made("template-bucket", TemplatePage="ENABLED", **given)


def policy(stack: Made) -> Any:
    return stack.properties("S3BucketPolicyForTemplates")["PolicyDocument"]


def attempt(action: str, key: str, arn: str = READER, **context: str) -> Attempt:
    return Attempt(f"s3:{action}", f"arn:aws:s3:::made-s3fortemplates/{key}", arn=arn, context=SECURE | context)


def test_by_default_it_makes_a_private_bucket_and_its_policy_and_no_page() -> None:
    stack = bucket()
    assert {*stack.resources} == {"S3ForTemplates", "S3BucketPolicyForTemplates"}
    assert stack.outputs["TemplateBucketNameInUse"] == "made-s3fortemplates"
    assert "TemplatePageUrl" not in stack.outputs
    assert set(stack.properties("S3ForTemplates")["PublicAccessBlockConfiguration"].values()) == {True}
    assert not allows([policy(stack)], attempt("GetObject", "1.2.3/templates/config.yaml"))


def test_an_organization_reads_and_nobody_else() -> None:
    stack = bucket(Readers="ORGANIZATION", OrganizationId="o-exampleorgid")
    ours, theirs = {"aws:PrincipalOrgID": "o-exampleorgid"}, {"aws:PrincipalOrgID": "o-otherorgids"}
    assert allows([policy(stack)], attempt("GetObject", "1.2.3/a.yaml", **ours))
    assert not allows([policy(stack)], attempt("GetObject", "1.2.3/a.yaml", **theirs))
    assert not allows([policy(stack)], attempt("GetObject", "1.2.3/a.yaml"))
    assert not allows([policy(stack)], attempt("PutObject", "1.2.3/a.yaml", **ours))
    assert set(stack.properties("S3ForTemplates")["PublicAccessBlockConfiguration"].values()) == {True}
    with pytest.raises(RequestRefused, match="Give TemplateBucketOrganizationId with ORGANIZATION"):
        bucket(Readers="ORGANIZATION")


def test_everybody_reads_where_the_user_says_so_by_policy_and_never_by_acl() -> None:
    stack = bucket(Readers="PUBLIC")
    assert allows([policy(stack)], attempt("GetObject", "1.2.3/a.yaml"))
    assert not allows([policy(stack)], attempt("PutObject", "1.2.3/a.yaml", **{"s3:if-none-match": "*"}))
    assert stack.properties("S3ForTemplates")["PublicAccessBlockConfiguration"] == {
        "BlockPublicAcls": True,
        "BlockPublicPolicy": False,
        "IgnorePublicAcls": True,
        "RestrictPublicBuckets": False,
    }


@pytest.mark.parametrize(("given", "root"), [({}, ""), ({"Prefix": "acme/baseline"}, "acme/baseline/")])
def test_a_version_cannot_be_overwritten_or_deleted_and_latest_can(given: dict[str, str], root: str) -> None:
    found, owner = [policy(bucket(**given))], f"arn:aws:iam::{ACCOUNT}:root"
    for key in ("1.2.3/manifest.json", "10.0.0-rc.1/templates/stack-sets/config.yaml"):
        assert denies(found, attempt("PutObject", root + key, owner))
        assert not denies(found, attempt("PutObject", root + key, owner, **{"s3:if-none-match": "*"}))
        # The parts of an upload cannot be conditional.
        assert not denies(found, attempt("PutObject", root + key, owner, **{"s3:ObjectCreationOperation": "false"}))
        assert denies(found, attempt("DeleteObject", root + key, owner))
        assert denies(found, attempt("DeleteObjectVersion", root + key, owner))
    for key in ("latest/manifest.json", "latest/index.html"):
        for action in ("PutObject", "DeleteObject", "DeleteObjectVersion"):
            assert not denies(found, attempt(action, root + key, owner))


def test_earlier_states_of_latest_expire() -> None:
    (rule, _) = bucket().properties("S3ForTemplates")["LifecycleConfiguration"]["Rules"]
    assert rule["NoncurrentVersionExpiration"] == {"NoncurrentDays": "365"}
    assert "ExpirationInDays" not in rule


def test_a_name_and_access_logs_are_options() -> None:
    found = bucket(Name="acme-templates", AccessLogBucketName="logs").properties("S3ForTemplates")
    assert found["BucketName"] == "acme-templates"
    assert found["LoggingConfiguration"] == {"DestinationBucketName": "logs", "LogFilePrefix": "Templates/"}
    assert not {"BucketName", "LoggingConfiguration"} & bucket().properties("S3ForTemplates").keys()
    for name, value in (("Name", "acme.templates"), ("Prefix", "a.b.c"), ("Prefix", "/a"), ("Prefix", "a/")):
        with pytest.raises(RequestRefused):
            bucket(**{name: value})


def test_the_page_reads_the_bucket_for_its_own_distribution_only() -> None:
    stack = page()
    arn = f"arn:aws:cloudfront::{ACCOUNT}:distribution/"

    def reads(source: str) -> bool:
        at = "arn:aws:s3:::made-s3fortemplates/1.2.3/index.html"
        context = SECURE | {"aws:SourceArn": source}
        return allows([policy(stack)], Attempt("s3:GetObject", at, service="cloudfront.amazonaws.com", context=context))

    (statement,) = [each for each in policy(stack)["Statement"] if each["Sid"] == "AllowPageToRead"]
    source = statement["Condition"]["StringEquals"]["aws:SourceArn"]
    assert source.startswith(arn)
    assert reads(source)
    assert not reads(f"{arn}ANOTHER")
    assert not [each for each in policy(bucket())["Statement"] if each["Sid"] == "AllowPageToRead"]


def test_the_page_answers_over_https_with_security_headers() -> None:
    config = page().properties("CloudFrontDistributionForTemplates")["DistributionConfig"]
    behavior = config["DefaultCacheBehavior"]
    assert (behavior["ViewerProtocolPolicy"], behavior["AllowedMethods"]) == ("redirect-to-https", ["GET", "HEAD"])
    assert config["DefaultRootObject"] == "latest/index.html"
    headers = page().properties("CloudFrontResponseHeadersPolicyForTemplates")["ResponseHeadersPolicyConfig"]
    found = headers["SecurityHeadersConfig"]
    assert all(each["Override"] is True for each in found.values())
    assert found["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31536000
    content = found["ContentSecurityPolicy"]["ContentSecurityPolicy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} <= {*content}
    assert not [each for each in content if "unsafe" in each or "http" in each]


def test_a_domain_name_of_its_own_has_a_certificate_and_tls_1_2() -> None:
    config = page(**DOMAIN).properties("CloudFrontDistributionForTemplates")["DistributionConfig"]
    assert config["Aliases"] == ["templates.example.com"]
    assert config["ViewerCertificate"] == {
        "AcmCertificateArn": CERTIFICATE,
        "MinimumProtocolVersion": "TLSv1.2_2021",
        "SslSupportMethod": "sni-only",
    }
    assert page(**DOMAIN).outputs["TemplatePageUrl"] == "https://templates.example.com/"
    alone = page().properties("CloudFrontDistributionForTemplates")["DistributionConfig"]
    assert alone["ViewerCertificate"] == {"CloudFrontDefaultCertificate": True}
    assert "Aliases" not in alone
    for name, value in DOMAIN.items():
        with pytest.raises(RequestRefused, match="TemplatePageDomainName and TemplatePageCertificateArn together"):
            page(**{name: value})


def test_a_prefix_is_the_path_of_the_page_and_of_the_base_url() -> None:
    stack = page(TemplateBucketPrefix="acme")
    (origin,) = stack.properties("CloudFrontDistributionForTemplates")["DistributionConfig"]["Origins"]
    assert origin["OriginPath"] == "/acme"
    assert stack.outputs["TemplateBaseUrl"].endswith("/acme")
    (origin,) = page().properties("CloudFrontDistributionForTemplates")["DistributionConfig"]["Origins"]
    assert "OriginPath" not in origin


@pytest.mark.parametrize("region", ["cn-north-1", "us-gov-west-1"])
def test_where_cloudfront_is_not_there_is_a_bucket_and_no_page(region: str) -> None:
    stack = made("template-bucket", region=region, TemplatePage="ENABLED")
    assert {*stack.resources} == {"S3ForTemplates", "S3BucketPolicyForTemplates"}


def test_names_of_two_regions_do_not_collide() -> None:
    names = set()
    for region in ("us-east-1", "eu-west-1"):
        stack = made("template-bucket", region=region, TemplatePage="ENABLED")
        control = stack.properties("CloudFrontOriginAccessControlForTemplates")["OriginAccessControlConfig"]
        headers = stack.properties("CloudFrontResponseHeadersPolicyForTemplates")["ResponseHeadersPolicyConfig"]
        names |= {control["Name"], headers["Name"]}
        # https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html
        assert len(control["Name"]) <= 64
    assert names == {"baseline-templates-us-east-1", "baseline-templates-eu-west-1"}
    assert (
        document("template-bucket")["Parameters"]["NamePrefix"]["MaxLength"] + len("-templates-ap-southeast-99") <= 64
    )
