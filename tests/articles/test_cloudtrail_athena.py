import re
from typing import Any

import pytest

from generator.blocks.cloudtrail_table import COLUMNS, PARTITIONS, TABLE
from generator.blocks.incident_queries import QUESTIONS, Question
from generator.knowledge.regions import partition
from generator.knowledge.resource_types import missing_regions
from generator.template.errors import RequestRefused
from tests.articles.athena_sql import faults, struct_fields
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, Made, document, made

NAME = "cloudtrail-athena"
BUCKET = {"AthenaTrailBucketName": "our-trail"}
SCHEMA = COLUMNS | PARTITIONS

every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)


def stack(**given: Any) -> Made:
    return made(NAME, **(BUCKET | given))


def table(**given: Any) -> dict[str, Any]:
    found: dict[str, Any] = stack(**given).properties("GlueTableForCloudTrail")["TableInput"]
    return found


def template(**given: Any) -> str:
    return str(table(**given)["Parameters"]["storage.location.template"])


def files(of: str, account: str, region: str, day: str) -> str:
    """Where Athena looks for the files of a partition."""
    for name, value in (("account", account), ("region", region), ("day", day)):
        of = of.replace(f"${{{name}}}", value)
    return of


@every_question
def test_a_query_names_only_what_the_table_has(question: Question) -> None:
    assert faults(question.sql, TABLE, SCHEMA) == []


@every_question
def test_a_query_reads_a_few_days_and_asks_for_what_it_says(question: Question) -> None:
    assert re.search(rf"^WHERE day >= date_format\(current_date - interval '{question.days}' day, ", question.sql, re.M)
    assert question.days <= 30
    assert question.sql.replace("question mark", "").count("?") == (1 if question.asks else 0)
    assert question.sql.endswith("LIMIT 1000")
    assert question.sql.isascii()


@every_question
def test_a_query_is_saved_in_the_workgroup_and_database(question: Question) -> None:
    saved = stack().properties(f"AthenaNamedQuery{question.pascal}")
    assert saved["Name"] == f"baseline-{question.name}"
    assert saved["QueryString"] == question.sql
    assert saved["WorkGroup"] == "baseline-cloudtrail"
    assert {"GlueDatabaseForCloudTrail", "AthenaWorkGroupForCloudTrail"} <= stack().waits_for(
        f"AthenaNamedQuery{question.pascal}"
    )


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("SELECT eventnam FROM cloudtrail", "there is no column eventnam"),
        ("SELECT useridentity.user FROM cloudtrail", "useridentity.user: struct<type:string,p has no field user"),
        (
            "SELECT useridentity.sessioncontext FROM cloudtrail",
            "useridentity.sessioncontext is a structure, not a value",
        ),
        ("SELECT eventname.x FROM cloudtrail", "eventname.x: string has no field x"),
        ("SELECT eventname FROM trails", "there is no table trails"),
        ("SELECT lower(eventname) FROM cloudtrail", "there is no function lower"),
        ("SELECT count(* FROM cloudtrail", "the brackets do not close"),
        ("SELECT eventname FROM cloudtrail WHER region = 'x'", "there is no column WHER"),
        ('SELECT eventname FROM cloudtrail WHERE eventname = "x"', "'\"' is no part of a query"),
        ("SELECT eventname FROM cloudtrail ORDER BY attempts", "there is no column attempts"),
        ("SELECT count(*) AS calls, region AS r FROM cloudtrail GROUP BY r", "there is no column r"),
    ],
)
def test_a_query_that_athena_refuses_is_found(sql: str, fault: str) -> None:
    assert fault in faults(sql, TABLE, SCHEMA)


def test_what_a_query_names_itself_and_what_is_in_quotation_marks_is_no_column() -> None:
    sql = "SELECT count(*) AS attempts FROM cloudtrail -- nothing\nWHERE eventname = 'eventnam' ORDER BY attempts DESC"
    assert faults(sql, TABLE, SCHEMA) == []
    assert faults(sql, TABLE, {**SCHEMA, "eventname": "x"}) == []
    assert struct_fields("struct<a:string,b:struct<c:map<string,string>,d:int>>") == {
        "a": "string",
        "b": "struct<c:map<string,string>,d:int>",
    }


def test_the_questions_of_an_incident_are_all_there() -> None:
    assert [question.name for question in QUESTIONS] == [
        "root-use",
        "console-logins-without-mfa",
        "failed-console-logins",
        "access-key-activity",
        "identity-activity",
        "role-assumed-by",
        "address-activity",
        "denied-calls",
        "security-group-changes",
        "new-credentials-and-permissions",
        "detection-switched-off",
        "bucket-access-changes",
        "key-deletions",
        "changes-by-region",
    ]


def test_columns_are_balanced_types_of_hive() -> None:
    for kind in SCHEMA.values():
        assert kind.count("<") == kind.count(">")
        assert re.fullmatch(r"[a-z:<>,0-9]+", kind)
    assert [each["Name"] for each in table()["PartitionKeys"]] == [*PARTITIONS]
    assert [each["Name"] for each in table()["StorageDescriptor"]["Columns"]] == [*COLUMNS]
    assert not COLUMNS.keys() & PARTITIONS.keys()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, f"s3://our-trail/AWSLogs/{ACCOUNT}/CloudTrail/eu-west-1/2026/11/21/"),
        (
            {"AthenaTrailPrefix": "trails/all"},
            f"s3://our-trail/trails/all/AWSLogs/{ACCOUNT}/CloudTrail/eu-west-1/2026/11/21/",
        ),
        (
            {"AthenaOrganizationId": "o-exampleorgid"},
            f"s3://our-trail/AWSLogs/o-exampleorgid/{ACCOUNT}/CloudTrail/eu-west-1/2026/11/21/",
        ),
        # Control Tower's trail: https://docs.aws.amazon.com/controltower/latest/userguide/logging-using-cloudtrail.html
        (
            {"AthenaTrailPrefix": "o-exampleorgid", "AthenaOrganizationId": "o-exampleorgid"},
            f"s3://our-trail/o-exampleorgid/AWSLogs/o-exampleorgid/{ACCOUNT}/CloudTrail/eu-west-1/2026/11/21/",
        ),
    ],
)
def test_a_partition_is_where_cloudtrail_puts_the_files(given: dict[str, str], expected: str) -> None:
    assert files(template(**given), ACCOUNT, "eu-west-1", "2026/11/21") == expected
    assert expected.startswith(table(**given)["StorageDescriptor"]["Location"])


def test_every_partition_key_is_projected_over_the_days_regions_and_accounts() -> None:
    parameters = table()["Parameters"]
    assert parameters["projection.enabled"] == "true"
    assert {key.split(".")[1] for key in parameters if key.endswith(".type")} == {*PARTITIONS}
    assert parameters["projection.day.range"] == "NOW-3YEARS,NOW"
    assert parameters["projection.account.values"] == ACCOUNT
    assert parameters["projection.region.values"].split(",") == [each.code for each in partition("aws").regions]
    named = table(AthenaAccountIds="111122223333,444455556666", AthenaRegions="us-east-1,eu-west-1")["Parameters"]
    assert named["projection.account.values"] == "111122223333,444455556666"
    assert named["projection.region.values"] == "us-east-1,eu-west-1"
    assert all(isinstance(value, str) for value in parameters.values())


def test_china_s_table_has_china_s_regions() -> None:
    assert table(region="cn-north-1")["Parameters"]["projection.region.values"] == "cn-north-1,cn-northwest-1"


def test_athena_takes_the_database_s_name_whatever_the_prefix() -> None:
    assert stack().properties("GlueDatabaseForCloudTrail")["DatabaseInput"]["Name"] == "baseline_cloudtrail"
    hyphens = stack(NamePrefix="our-own-base").properties("GlueDatabaseForCloudTrail")["DatabaseInput"]["Name"]
    assert hyphens == "our_own_base_cloudtrail"


def test_who_queries_cannot_go_round_the_settings() -> None:
    group = stack(AthenaScanLimitInGigabytes=5).properties("AthenaWorkGroupForCloudTrail")["WorkGroupConfiguration"]
    assert group["EnforceWorkGroupConfiguration"] is True
    assert group["BytesScannedCutoffPerQuery"] == "5000000000"
    assert group["ResultConfiguration"] == {
        "OutputLocation": "s3://made-s3forathenaresults/",
        "ExpectedBucketOwner": ACCOUNT,
        "EncryptionConfiguration": {"EncryptionOption": "SSE_S3"},
    }


def test_without_a_bucket_there_is_a_workgroup_and_nothing_to_read() -> None:
    assert {*made(NAME).resources} == {
        "S3ForAthenaResults",
        "S3BucketPolicyForAthenaResults",
        "AthenaWorkGroupForCloudTrail",
    }
    assert made(NAME, **BUCKET, region=OTHER, HomeRegion=HOME).resources == {}


def test_results_go_after_their_days() -> None:
    (expiry, _) = stack(AthenaResultRetentionInDays=7).properties("S3ForAthenaResults")["LifecycleConfiguration"][
        "Rules"
    ]
    assert expiry["ExpirationInDays"] == "7"


def test_cloudtrail_lake_is_off_and_made_only_where_a_region_has_it() -> None:
    assert document(NAME)["Parameters"]["CloudTrailLake"]["Default"] == "DISABLED"
    store = stack(CloudTrailLake="CREATE").properties("CloudTrailEventDataStore")
    assert store["TerminationProtectionEnabled"] is True
    assert store["RetentionPeriod"] == "366"
    lacking = missing_regions("AWS::CloudTrail::EventDataStore")
    assert "cn-north-1" in lacking
    for region in lacking:
        assert "CloudTrailEventDataStore" not in stack(CloudTrailLake="CREATE", region=region).resources


@pytest.mark.parametrize(
    "given",
    [
        {"AthenaTrailPrefix": "trails/"},
        {"AthenaTrailPrefix": "/trails"},
        {"AthenaAccountIds": "111122223333, 444455556666"},
        {"AthenaAccountIds": "1111"},
        {"AthenaRegions": "us-east-1,"},
        {"AthenaRegions": "everywhere"},
        {"AthenaOrganizationId": "r-abcd"},
    ],
)
def test_what_would_point_at_no_files_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(RequestRefused):
        stack(**given)
