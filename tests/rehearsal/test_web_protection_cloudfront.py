import json

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters

ARTICLE, HERE = "web-protection-cloudfront", "us-east-1"
LOGGING = {
    "Effect": "Allow",
    "Principal": {"Service": "logging.s3.amazonaws.com"},
    "Action": "s3:PutObject",
    "Resource": "arn:aws:s3:::our-logs/*",
}


def test_a_site_with_both_logs_is_made_and_goes_again(account: StrictAccount) -> None:
    s3 = account.session(HERE).client("s3")
    s3.create_bucket(Bucket="our-logs")
    s3.put_bucket_policy(Bucket="our-logs", Policy=json.dumps({"Version": "2012-10-17", "Statement": [LOGGING]}))
    given = {"WebSiteLogBucketName": "our-logs", "WebSiteAccessLogBucketName": "our-logs"}
    done = launch(account, ARTICLE, HERE, (HERE,), committed_parameters(ARTICLE) | given)
    assert done.green, done.stack.failures if done.stack else done.refused
    logs = account.session(HERE).client("logs")
    (delivery,) = logs.describe_deliveries()["deliveries"]
    (source,) = logs.describe_delivery_sources()["deliverySources"]
    assert delivery["deliverySourceName"] == source["name"] == "baseline-web-site"
    assert delivery["deliveryDestinationType"] == "S3"
    (site,) = account.session(HERE).client("cloudfront").list_distributions()["DistributionList"]["Items"]
    assert source["resourceArns"] == [site["ARN"]]
    assert done.stack is not None
    account.delete_stack(done.stack.name, region=HERE)
    assert logs.describe_deliveries()["deliveries"] == []
