"""CloudFront origins with an origin access identity.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, resources


@documented("I9516", "access", "cloudfront", "s3")
class OriginAccessIdentity(CloudFormationLintRule):
    """An S3 origin is reached with an origin access control.

    The origin access identity is CloudFront's older way to a private bucket: it cannot read objects that are encrypted with KMS, write,
    or reach buckets in newer Regions, and its principal is not held to one distribution. An origin access control signs its requests,
    and the bucket's policy names the distribution in aws:SourceArn.

    Example::

        Identity:
          Type: AWS::CloudFront::CloudFrontOriginAccessIdentity
          Properties:
            CloudFrontOriginAccessIdentityConfig:
              Comment: The site

    Use instead::

        Control:
          Type: AWS::CloudFront::OriginAccessControl
          Properties:
            OriginAccessControlConfig:
              Name: site
              OriginAccessControlOriginType: s3
              SigningBehavior: always
              SigningProtocol: sigv4

    Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each identity."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for identity in resources(template, "AWS::CloudFront::CloudFrontOriginAccessIdentity"):
        yield identity.path, "an origin access identity is the older way; use AWS::CloudFront::OriginAccessControl"
