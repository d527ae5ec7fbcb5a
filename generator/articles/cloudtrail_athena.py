"""Emits templates/cloudtrail-athena.yaml: CloudTrail's log files as a table, and saved queries for the questions of an incident.

https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html
https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings.html
"""

from collections.abc import Iterator
from typing import Any

from troposphere import And, Equals, FindInMap, If, Join, Not, Ref, Split, Sub, athena, cloudtrail, glue

from generator.blocks.cloudtrail_athena_parameters import (
    ACCOUNTS,
    BUCKET,
    LAKE,
    LAKE_RETENTION,
    ORGANIZATION,
    PREFIX,
    REGIONS,
    RESULT_RETENTION,
    SCAN_LIMIT,
    YEARS,
    parameters,
)
from generator.blocks.cloudtrail_table import cloudtrail_table, projection
from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX, home_region, name_prefix
from generator.blocks.incident_queries import QUESTIONS, Question
from generator.blocks.private_bucket import bucket_policy, expiry, private_bucket
from generator.blocks.region_condition import outside_of
from generator.knowledge.regions import partitions
from generator.knowledge.resource_types import missing_regions
from generator.model import Article, Comment, Condition, Element, Mapping, Output, Scope, Text

TABLE, HAS_PREFIX, OF_ORGANIZATION = "ReadsTrailBucket", "HasAthenaTrailPrefix", "AthenaReadsOrganization"
OF_ACCOUNTS, OF_REGIONS = "NamesAthenaAccounts", "NamesAthenaRegions"
STORE, HAS_LAKE, MAKES_LAKE = "AWS::CloudTrail::EventDataStore", "RegionHasCloudTrailLake", "MakesCloudTrailLake"
EVERY_REGION = "RegionsOfPartition"


def elements() -> Iterator[Element]:
    """Parameters, where results go, the workgroup, the table, the queries, and the event data store of who may have one."""
    yield from parameters()
    yield from name_prefix()
    yield from home_region()
    yield Mapping(
        EVERY_REGION,
        {
            name: {"Regions": ",".join(region.code for region in each.regions)}
            for name, each in partitions().items()
            if each.console_host
        },
    )
    yield from _conditions()
    yield from _results()
    yield _workgroup()
    yield _database()
    yield from _table()
    yield from map(_query, QUESTIONS)
    yield from _lake()
    yield from _outputs()


def _conditions() -> Iterator[Condition]:
    yield Condition(TABLE, And({"Condition": IS_HOME_REGION}, _given(BUCKET)))
    yield Condition(HAS_PREFIX, _given(PREFIX))
    yield Condition(OF_ORGANIZATION, _given(ORGANIZATION))
    yield Condition(OF_ACCOUNTS, _given(ACCOUNTS))
    yield Condition(OF_REGIONS, _given(REGIONS))
    yield outside_of(HAS_LAKE, missing_regions(STORE))
    yield Condition(
        MAKES_LAKE, And({"Condition": IS_HOME_REGION}, {"Condition": HAS_LAKE}, Equals(Ref(LAKE), "CREATE"))
    )


def _given(parameter: str) -> Any:
    return Not(Equals(Ref(parameter), ""))


def _results() -> Iterator[Element]:
    yield Comment("Results of queries hold what the logs hold, so that they are kept as closely, and not for long.")
    yield private_bucket(
        "S3ForAthenaResults",
        condition=IS_HOME_REGION,
        rules=(expiry(Ref(RESULT_RETENTION), noncurrent_days=1),),
    )
    yield bucket_policy("S3BucketPolicyForAthenaResults", "S3ForAthenaResults", condition=IS_HOME_REGION)


def _workgroup() -> athena.WorkGroup:
    return athena.WorkGroup(
        "AthenaWorkGroupForCloudTrail",
        Condition=IS_HOME_REGION,
        Name=Sub(f"${{{NAME_PREFIX}}}-cloudtrail"),
        Description="Queries of CloudTrail's log files.",
        RecursiveDeleteOption=True,
        WorkGroupConfiguration=athena.WorkGroupConfiguration(
            EnforceWorkGroupConfiguration=True,
            PublishCloudWatchMetricsEnabled=True,
            BytesScannedCutoffPerQuery=Sub(f"${{{SCAN_LIMIT}}}000000000"),
            ResultConfiguration=athena.ResultConfiguration(
                OutputLocation=Sub("s3://${S3ForAthenaResults}/"),
                ExpectedBucketOwner=Ref("AWS::AccountId"),
                EncryptionConfiguration=athena.EncryptionConfiguration(EncryptionOption="SSE_S3"),
            ),
        ),
    )


def _database() -> glue.Database:
    # Athena takes no hyphen in the name of a database.
    prefix = Join("_", Split("-", Ref(NAME_PREFIX)))
    name = Sub("${Prefix}_cloudtrail", Prefix=prefix)
    return glue.Database(
        "GlueDatabaseForCloudTrail",
        Condition=TABLE,
        CatalogId=Ref("AWS::AccountId"),
        DatabaseInput=glue.DatabaseInput(Name=name, Description="CloudTrail's log files."),
    )


def _table() -> Iterator[Element]:
    before = {
        "Prefix": If(HAS_PREFIX, Sub(f"${{{PREFIX}}}/"), ""),
        "Organization": If(OF_ORGANIZATION, Sub(f"${{{ORGANIZATION}}}/"), ""),
    }
    logs = f"s3://${{{BUCKET}}}/${{Prefix}}AWSLogs/${{Organization}}"
    yield Comment(
        "No partition is ever added: Athena works out from the days, accounts and Regions which files to read."
    )
    yield cloudtrail_table(
        "GlueTableForCloudTrail",
        condition=TABLE,
        database=Ref("GlueDatabaseForCloudTrail"),
        location=Sub(logs, **before),
        parameters=projection(
            Sub(f"{logs}${{!account}}/CloudTrail/${{!region}}/${{!day}}/", **before),
            {
                "account": If(OF_ACCOUNTS, Ref(ACCOUNTS), Ref("AWS::AccountId")),
                "region": If(OF_REGIONS, Ref(REGIONS), FindInMap(EVERY_REGION, Ref("AWS::Partition"), "Regions")),
            },
            Sub(f"NOW-${{{YEARS}}}YEARS,NOW"),
        ),
    )


def _query(question: Question) -> athena.NamedQuery:
    return athena.NamedQuery(
        f"AthenaNamedQuery{question.pascal}",
        Condition=TABLE,
        Name=Sub(f"${{{NAME_PREFIX}}}-{question.name}"),
        Description=question.says,
        Database=Ref("GlueDatabaseForCloudTrail"),
        WorkGroup=Ref("AthenaWorkGroupForCloudTrail"),
        QueryString=question.sql,
    )


def _lake() -> Iterator[Element]:
    management = cloudtrail.AdvancedFieldSelector(Field="eventCategory", Equals=["Management"])
    yield cloudtrail.EventDataStore(
        "CloudTrailEventDataStore",
        Condition=MAKES_LAKE,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        Name=Sub(f"${{{NAME_PREFIX}}}-cloudtrail-lake"),
        MultiRegionEnabled=True,
        RetentionPeriod=Ref(LAKE_RETENTION),
        TerminationProtectionEnabled=True,
        AdvancedEventSelectors=[
            cloudtrail.AdvancedEventSelector(Name="Management events", FieldSelectors=[management])
        ],
    )


def _outputs() -> Iterator[Output]:
    yield Output(
        name="AthenaWorkGroupInUse",
        description="Workgroup that holds the queries; choose it in Athena's console.",
        value=Ref("AthenaWorkGroupForCloudTrail"),
        condition=IS_HOME_REGION,
    )
    yield Output(
        name="AthenaDatabaseInUse",
        description="Database that holds the table.",
        value=Ref("GlueDatabaseForCloudTrail"),
        condition=TABLE,
    )


ARTICLE = Article(
    title=Text("CloudTrail in Athena", "Athena による CloudTrail の分析"),
    summary=Text(
        "CloudTrail's log files as a table in Athena, with saved queries for the questions of an incident and encrypted results.",
        "CloudTrail のログファイルを Athena のテーブルにし、インシデント調査用の保存済みクエリと暗号化された結果バケットを用意します。",
    ),
    scope=Scope.HOME,
    cost=Text(
        "What queries read, by the terabyte, up to a limit for each; requests to S3 and the storage of results; CloudTrail Lake if chosen.",
        "クエリのスキャン量 (クエリごとに上限あり)、S3 リクエスト、結果の保存料金。CloudTrail Lake は選択時のみ。",
    ),
    elements=elements,
)
