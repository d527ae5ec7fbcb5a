from typing import Any

from generator.blocks.incident_queries import QUESTIONS
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.stack import Stack

NAME = "cloudtrail-athena"
HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"
EVERYTHING = {"CloudTrailLake": "CREATE", "AthenaTrailPrefix": "trails", "AthenaOrganizationId": "o-exampleorgid"}


def deployed(account: StrictAccount, region: str = HOME, **given: str) -> Stack:
    ran = launch(account, NAME, region, REGIONS, committed_parameters(NAME) | given)
    assert ran.stack is not None, ran.refused
    assert ran.green, [str(event) for event in ran.stack.failures]
    return ran.stack


def client(account: StrictAccount, service: str) -> Any:
    return account.account_region(HOME).client(service)


def test_the_table_reads_the_files_that_a_trail_of_cloudtrail_s_template_delivers(account: StrictAccount) -> None:
    for name in ("service-linked-roles", "cloudtrail"):
        trail = launch(account, name, HOME, REGIONS).stack
    assert trail is not None
    bucket = trail.outputs["TrailBucketNameInUse"].value
    deployed(account, AthenaTrailBucketName=bucket)
    table = client(account, "glue").get_table(DatabaseName="baseline_cloudtrail", Name="cloudtrail")["Table"]
    # The trail may write where its bucket's policy lets it: the table looks nowhere else.
    policy = client(account, "s3").get_bucket_policy(Bucket=bucket)["Policy"]
    assert f"arn:aws:s3:::{bucket}/AWSLogs/{account.account_id}/*" in policy
    assert table["Parameters"]["storage.location.template"] == (
        f"s3://{bucket}/AWSLogs/${{account}}/CloudTrail/${{region}}/${{day}}/"
    )
    assert table["Parameters"]["projection.account.values"] == account.account_id


def test_every_query_is_saved_in_the_workgroup(account: StrictAccount) -> None:
    deployed(account)
    athena = client(account, "athena")
    ids = athena.list_named_queries(WorkGroup="baseline-cloudtrail")["NamedQueryIds"]
    saved = {athena.get_named_query(NamedQueryId=each)["NamedQuery"]["Name"] for each in ids}
    assert saved == {f"baseline-{question.name}" for question in QUESTIONS}


def test_everything_deploys_once_and_leaves_what_it_keeps(account: StrictAccount) -> None:
    stack = deployed(account, **EVERYTHING)
    assert deployed(account, OTHER, **EVERYTHING).resources == {}
    account.delete_stack(stack.name)
    assert stack.status == "DELETE_COMPLETE"
    skipped = {made.logical_id for made in stack.resources.values() if made.status == "DELETE_SKIPPED"}
    assert skipped == {"S3ForAthenaResults", "CloudTrailEventDataStore"}
    assert [each["Name"] for each in client(account, "athena").list_work_groups()["WorkGroups"]] == ["primary"]
    assert client(account, "glue").get_databases()["DatabaseList"] == []


def test_a_higher_limit_and_more_accounts_are_brought_by_an_update(account: StrictAccount) -> None:
    stack = deployed(account)
    changed = {"AthenaScanLimitInGigabytes": "500", "AthenaAccountIds": "111122223333,444455556666"}
    account.update_stack(stack.name, parameters=changed)
    assert stack.status == "UPDATE_COMPLETE", stack.failures
    group = client(account, "athena").get_work_group(WorkGroup="baseline-cloudtrail")["WorkGroup"]
    assert group["Configuration"]["BytesScannedCutoffPerQuery"] == 500_000_000_000
    table = client(account, "glue").get_table(DatabaseName="baseline_cloudtrail", Name="cloudtrail")["Table"]
    assert table["Parameters"]["projection.account.values"] == "111122223333,444455556666"
