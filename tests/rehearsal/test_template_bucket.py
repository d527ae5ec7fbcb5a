from collections.abc import Mapping
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.publish.bucket import Bucket
from generator.publish.publication import publish
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import StackRun, launch
from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.stack import Stack
from tests.publish.small_release import made

HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"
ARTICLE = "template-bucket"


def run(account: StrictAccount, region: str = HOME, **given: str) -> StackRun:
    return launch(account, ARTICLE, region, REGIONS, committed_parameters(ARTICLE) | given)


def outputs(account: StrictAccount, region: str = HOME, **given: str) -> Mapping[str, str]:
    done = run(account, region, **given)
    assert done.green, done.stack.failures if done.stack else done.refused
    assert isinstance(done.stack, Stack)
    return {name: output.value for name, output in done.stack.outputs.items()}


def test_a_release_is_published_to_the_bucket_that_the_article_makes(account: StrictAccount) -> None:
    told = outputs(account, TemplateBucketPrefix="acme/baseline")
    name = told["TemplateBucketNameInUse"]
    for version in ("1.2.3", "1.3.0", "1.3.0"):
        done = publish(Bucket(account.session(), name), "acme/baseline", made(version))
        assert done.base_url == f"{told['TemplateBaseUrl']}/{version}/templates"
    client = account.session().client("s3")
    manifest = {"Bucket": name, "Key": "acme/baseline/1.2.3/manifest.json"}
    with pytest.raises(ClientError, match=r"403|AccessDenied"):
        client.put_object(**manifest, Body=b"{}")
    with pytest.raises(ClientError, match=r"403|AccessDenied"):
        client.delete_object(**manifest)


def test_without_a_prefix_the_base_url_is_the_bucket(account: StrictAccount) -> None:
    told = outputs(account, OTHER, TemplateBucketName="acme-templates")
    assert told["TemplateBaseUrl"] == "https://acme-templates.s3.eu-west-1.amazonaws.com"
    done = publish(Bucket(account.session(OTHER), "acme-templates"), "", made())
    assert done.base_url == f"{told['TemplateBaseUrl']}/1.2.3/templates"


def distribution(account: StrictAccount) -> dict[str, Any]:
    client = account.session().client("cloudfront")
    (found,) = client.list_distributions()["DistributionList"]["Items"]
    config: dict[str, Any] = client.get_distribution(Id=found["Id"])["Distribution"]
    return config


@pytest.mark.parametrize("readers", ["PRIVATE", "ORGANIZATION", "PUBLIC"])
def test_everything_is_made_on_request_in_two_regions_and_goes_again(account: StrictAccount, readers: str) -> None:
    chosen = {
        "TemplateBucketReaders": readers,
        "TemplateBucketOrganizationId": "o-exampleorgid",
        "TemplatePage": "ENABLED",
    }
    told = {region: outputs(account, region, **chosen) for region in REGIONS}
    assert all(each["TemplatePageUrl"].startswith("https://") for each in told.values())
    for region in REGIONS:
        (stack,) = account.stacks(region=region)
        gone = account.delete_stack(stack.name, region=region)
        assert gone is not None
        assert gone.status == "DELETE_COMPLETE"
    assert not account.session().client("cloudfront").list_distributions()["DistributionList"].get("Items")


def test_the_page_reads_the_bucket_of_its_stack_only_with_signed_requests(account: StrictAccount) -> None:
    told = outputs(account, TemplatePage="ENABLED", TemplateBucketName="acme-templates", TemplateBucketPrefix="p")
    found = distribution(account)
    (origin,) = found["DistributionConfig"]["Origins"]["Items"]
    assert told["TemplatePageUrl"] == f"https://{found['DomainName']}/"
    assert (origin["DomainName"], origin["OriginPath"]) == ("acme-templates.s3.us-east-1.amazonaws.com", "/p")
    (control,) = (
        account.session().client("cloudfront").list_origin_access_controls()["OriginAccessControlList"]["Items"]
    )
    assert (control["SigningBehavior"], control["SigningProtocol"]) == ("always", "sigv4")


def test_in_china_there_is_a_bucket_and_no_page(account: StrictAccount) -> None:
    done = launch(
        account,
        ARTICLE,
        "cn-north-1",
        ("cn-north-1",),
        committed_parameters(ARTICLE) | {"TemplatePage": "ENABLED", "TemplateBucketName": "acme-templates"},
    )
    assert done.green
    assert done.stack is not None
    told = {name: output.value for name, output in done.stack.outputs.items()}
    assert told["TemplateBaseUrl"] == "https://acme-templates.s3.cn-north-1.amazonaws.com.cn"
    assert "TemplatePageUrl" not in told
