import pytest

from generator.model.errors import BadInput
from generator.publish.bucket import Bucket
from generator.publish.links import require_links
from generator.publish.publication import publish
from generator.rehearsal.account import StrictAccount
from tests.publish.small_release import NAME, made

KEYS = {f"p/1.2.3/templates/{name}.yaml" for name in ("config", "stack-sets/config")}


def test_links_of_published_templates_lead_to_published_objects(bucket: Bucket) -> None:
    require_links(bucket, "p/", made(), KEYS)


@pytest.mark.parametrize("missing", sorted(KEYS))
def test_a_link_to_what_is_not_published_is_refused(bucket: Bucket, missing: str) -> None:
    with pytest.raises(BadInput, match=f"it leads to {missing}, which is not published"):
        require_links(bucket, "p/", made(), KEYS - {missing})


def test_links_are_checked_before_latest_moves(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.publish.links.template_url", lambda base, name: f"{base}/elsewhere/{name}.yaml")
    with pytest.raises(BadInput, match=r"1\.2\.3/templates/elsewhere/config\.yaml, which is not published"):
        publish(bucket, "", made())
    assert bucket.read("latest/manifest.json") is None


def test_a_bucket_whose_name_has_a_dot_has_links_too(account: StrictAccount) -> None:
    account.session().client("s3").create_bucket(Bucket="templates.acme")
    assert publish(Bucket(account.session(), "templates.acme"), "", made()).latest


def test_other_partitions_have_their_own_hosts(account: StrictAccount) -> None:
    for region in ("cn-north-1", "us-gov-west-1"):
        where = {"LocationConstraint": region}
        account.session(region).client("s3").create_bucket(Bucket=f"{NAME}-{region}", CreateBucketConfiguration=where)
        assert publish(Bucket(account.session(region), f"{NAME}-{region}"), "", made()).latest
