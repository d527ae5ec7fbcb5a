from typing import Any

import pytest

from generator.permissions.evaluation import Policies, decide
from generator.permissions.policies import parse
from generator.permissions.request import ANYBODY, Principal, Request, Resource, role, service
from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, Made, made

CERTIFICATE = f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/0123abcd"
DOMAIN = {"WebSiteDomainName": "www.example.com", "WebSiteCertificateArn": CERTIFICATE}
DISTRIBUTION = "arn:aws:cloudfront::{}:distribution/{}"
OURS = DISTRIBUTION.format(ACCOUNT, "made-cloudfrontdistributionforwebsite")
CLOUDFRONT = service("cloudfront.amazonaws.com")
STRANGER = role("arn:aws:iam::999988887777:role/Admin")
ADMIN = role(f"arn:aws:iam::{ACCOUNT}:role/Admin")


def site(region: str = "us-east-1", **given: Any) -> Made:
    return made("web-protection-cloudfront", region=region, **given)


def config(**given: Any) -> dict[str, Any]:
    found: dict[str, Any] = site(**given).properties("CloudFrontDistributionForWebSite")["DistributionConfig"]
    return found


@pytest.mark.parametrize("region", [HOME, "cn-north-1", "us-gov-west-1"])
def test_it_makes_nothing_where_cloudfront_takes_no_web_acl_from(region: str) -> None:
    assert site(region, CloudFrontWebAcl="CREATE").resources == {}


def test_the_distribution_signs_what_it_asks_of_the_bucket_and_has_no_origin_access_identity() -> None:
    (origin,) = config()["Origins"]
    assert origin["OriginAccessControlId"] == "made-cloudfrontoriginaccesscontrolforwebsite"
    assert origin["S3OriginConfig"] == {"OriginAccessIdentity": ""}
    control = site().properties("CloudFrontOriginAccessControlForWebSite")["OriginAccessControlConfig"]
    assert (control["SigningBehavior"], control["SigningProtocol"]) == ("always", "sigv4")


@pytest.mark.parametrize(
    ("who", "action", "source", "wanted"),
    [
        (CLOUDFRONT, "s3:GetObject", OURS, True),
        (CLOUDFRONT, "s3:GetObject", DISTRIBUTION.format(ACCOUNT, "EOTHER"), False),
        (
            CLOUDFRONT,
            "s3:GetObject",
            DISTRIBUTION.format("999988887777", "made-cloudfrontdistributionforwebsite"),
            False,
        ),
        (CLOUDFRONT, "s3:GetObject", None, False),
        (CLOUDFRONT, "s3:PutObject", OURS, False),
        (CLOUDFRONT, "s3:DeleteObject", OURS, False),
        (service("lambda.amazonaws.com"), "s3:GetObject", OURS, False),
        (ANYBODY, "s3:GetObject", None, False),
        (STRANGER, "s3:GetObject", None, False),
        (ADMIN, "s3:PutObject", None, True),
    ],
)
def test_only_the_distribution_of_the_stack_reads_for_the_web(
    who: Principal, action: str, source: str | None, wanted: bool
) -> None:
    policy = tuple(parse(site().properties("S3BucketPolicyForWebSite")["PolicyDocument"], "bucket"))
    everything = tuple(parse({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}, "all"))
    what = Resource("arn:aws:s3:::made-s3forwebsite/index.html", ACCOUNT)

    def allowed(**more: str) -> bool:
        given = {"aws:SourceArn": source, "s3:TlsVersion": "1.3", **more}
        return decide(Request(who, action, what, given), Policies(identity=everything, resource=policy)).allowed

    assert allowed() is wanted
    assert not allowed(**{"aws:SecureTransport": "false"})
    assert not allowed(**{"s3:TlsVersion": "1.1"})


def test_viewers_use_tls_1_2_and_are_sent_to_https() -> None:
    certificate = config(**DOMAIN)["ViewerCertificate"]
    assert certificate["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert certificate["SslSupportMethod"] == "sni-only"
    assert (
        config(WebSiteTlsPolicy="TLSv1.3_2025", **DOMAIN)["ViewerCertificate"]["MinimumProtocolVersion"]
        == "TLSv1.3_2025"
    )
    assert config(**DOMAIN)["Aliases"] == ["www.example.com"]
    assert config()["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == "redirect-to-https"
    with pytest.raises(RequestRefused, match="WebSiteTlsPolicy"):
        config(WebSiteTlsPolicy="TLSv1.1_2016")


@pytest.mark.parametrize("alone", DOMAIN)
def test_a_host_name_and_its_certificate_come_together(alone: str) -> None:
    with pytest.raises(RequestRefused, match="Give WebSiteDomainName and WebSiteCertificateArn together"):
        site(**{alone: DOMAIN[alone]})


def test_answers_have_the_headers_that_browsers_need_to_protect_people() -> None:
    policy = site(WebSiteContentSecurityPolicy="default-src 'none'").properties(
        "CloudFrontResponseHeadersPolicyForWebSite"
    )["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    assert policy["ContentSecurityPolicy"] == {"ContentSecurityPolicy": "default-src 'none'", "Override": True}
    assert policy["FrameOptions"]["FrameOption"] == "DENY"
    assert policy["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31536000
    assert {*policy} >= {"ContentTypeOptions", "ReferrerPolicy"}
    assert (
        config()["DefaultCacheBehavior"]["ResponseHeadersPolicyId"] == "made-cloudfrontresponseheaderspolicyforwebsite"
    )


def test_the_web_acl_is_of_cloudfront_off_by_default_and_stands_before_the_distribution() -> None:
    assert "WebACLId" not in config()
    assert not site().of_type("AWS::WAFv2::WebACL")
    stack = site(CloudFrontWebAcl="CREATE")
    acl = stack.properties("WAFv2WebACLForCloudFront")
    assert acl["Scope"] == "CLOUDFRONT"
    assert acl["Rules"][0]["Action"] == {"Count": {}}
    assert "webacl" in config(CloudFrontWebAcl="CREATE")["WebACLId"]
    assert stack.properties("CloudWatchLogsGroupForCloudFront")["LogGroupName"] == "aws-waf-logs-baseline-cloudfront"


def test_a_web_acl_alone_serves_distributions_that_are_there() -> None:
    stack = site(WebSite="DISABLED", CloudFrontWebAcl="CREATE")
    types = {body["Type"] for body in stack.resources.values()}
    assert types == {"AWS::WAFv2::WebACL", "AWS::WAFv2::LoggingConfiguration", "AWS::Logs::LogGroup"}
    assert "CloudFrontWebAclArn" in stack.outputs


DELIVERY = (
    "CloudWatchLogsDeliverySourceForWebSite",
    "CloudWatchLogsDeliveryDestinationForWebSite",
    "CloudWatchLogsDeliveryForWebSite",
)


def test_nothing_is_logged_without_a_bucket_for_it() -> None:
    stack = site()
    assert not {*DELIVERY} & {*stack.resources}
    assert "LoggingConfiguration" not in stack.properties("S3ForWebSite")
    assert not {*DELIVERY} & {*site(WebSite="DISABLED", WebSiteLogBucketName="logs").resources}


def test_what_viewers_ask_is_delivered_to_the_bucket_that_is_named() -> None:
    stack = site(WebSiteLogBucketName="our-logs")
    source, destination, delivery = (stack.properties(each) for each in DELIVERY)
    assert source == {"Name": "baseline-web-site", "LogType": "ACCESS_LOGS", "ResourceArn": OURS}
    assert (destination["DestinationResourceArn"], destination["OutputFormat"]) == ("arn:aws:s3:::our-logs", "json")
    assert delivery == {
        "DeliverySourceName": "baseline-web-site",
        "DeliveryDestinationArn": f"arn:aws:logs:us-east-1:{ACCOUNT}:delivery-destination:baseline-web-site",
    }
    assert {*DELIVERY[:2], "CloudFrontDistributionForWebSite"} <= stack.waits_for(DELIVERY[2])


def test_access_to_the_bucket_itself_is_logged_in_the_bucket_that_is_named() -> None:
    stack = site(WebSiteAccessLogBucketName="access-logs")
    wanted = {"DestinationBucketName": "access-logs", "LogFilePrefix": "WebSite/"}
    assert stack.properties("S3ForWebSite")["LoggingConfiguration"] == wanted
    assert not {*DELIVERY} & {*stack.resources}
