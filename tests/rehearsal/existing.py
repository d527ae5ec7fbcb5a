"""What an account may have before an article comes: an Organization, a key, a topic and buckets that services may use."""

import json
import re
from collections.abc import Mapping
from typing import Any

from generator.rehearsal.account import StrictAccount

NEW = {"PrivateBucketName": "new-bucket"}
"""Parameters that name what is to be made."""
SERVICES = ["cloudtrail.amazonaws.com", "config.amazonaws.com", "logging.s3.amazonaws.com"]


def _policy(account: StrictAccount, *resources: str) -> str:
    allowed = {"Effect": "Allow", "Principal": {"Service": SERVICES}, "Action": "*", "Resource": resources}
    owner = {"Effect": "Allow", "Principal": {"AWS": account.account_id}, "Action": "*", "Resource": resources}
    return json.dumps({"Version": "2012-10-17", "Statement": [allowed, owner]})


def samples(account: StrictAccount, region: str) -> list[str]:
    """Make them, and return an id, a name or an ARN of each."""
    place = account.account_region(region)
    organization = place.client("organizations").create_organization(FeatureSet="ALL")["Organization"]["Id"]
    key = place.client("kms").create_key(Policy=_policy(account, "*"))["KeyMetadata"]["Arn"]
    topic = place.client("sns").create_topic(Name="existing")["TopicArn"]
    place.client("sns").set_topic_attributes(
        TopicArn=topic, AttributeName="Policy", AttributeValue=_policy(account, topic)
    )
    place.client("logs").create_log_group(logGroupName="/aws/cloudtrail/existing")
    bucket = f"existing-{region}"
    where = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    place.client("s3").create_bucket(Bucket=bucket, **where)
    arns = (f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*")
    place.client("s3").put_bucket_policy(Bucket=bucket, Policy=_policy(account, *arns))
    return [bucket, organization, key, topic, account.account_id]


def named(declared: Mapping[str, Any], made: list[str]) -> dict[str, str]:
    """The parameters that name something that exists, each with what fits its pattern."""
    texts = {name: body for name, body in declared.items() if body.get("Default") == "" and name != "HomeRegion"}
    found = {
        name: next((value for value in made if re.fullmatch(body.get("AllowedPattern", ""), value)), "")
        for name, body in texts.items()
    }
    return {name: NEW.get(name, value) for name, value in found.items() if value}
