"""Emits templates/private-database.yaml: a DB instance that its clients alone reach, over TLS, and that cannot be lost by mistake.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.html
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
"""

from collections.abc import Iterator

from troposphere import And, GetAtt, Ref, Sub, events

from generator.blocks.alert_topic import HAS_TOPIC, alert_topic, has_topic, told
from generator.blocks.database_network import CLIENTS, MAKES, database_network, makes_database, network_parameters
from generator.blocks.database_parameters import database_parameters, protection_parameters
from generator.blocks.deployment import deployment
from generator.blocks.private_database import INSTANCE, database_conditions, engine, engines, private_database
from generator.model import Article, Comment, Condition, Element, Output, Scope, Text

TELLS = "TellsOfDatabase"
CATEGORIES = ("deletion", "failover", "failure", "low storage", "recovery", "security", "security patching")
HAPPENED = (
    "ALERT: RDS says of the DB instance <database> in account <account>, ${AWS::Region}: <message>",
    "Category: <category>, event: <event>",
    "https://${AWS::Region}.${Host}/rds/home?region=${AWS::Region}#database:id=<database>;is-cluster=false",
)
PATHS = {
    "account": "$.account",
    "category": "$.detail.EventCategories[0]",
    "database": "$.detail.SourceIdentifier",
    "event": "$.detail.EventID",
    "message": "$.detail.Message",
}


def elements() -> Iterator[Element]:
    """Parameters, who reaches the database, the database, who hears of it, and what its clients need."""
    yield from network_parameters()
    yield from database_parameters()
    yield from protection_parameters()
    yield from alert_topic()
    yield from deployment()
    yield engines()
    yield makes_database()
    yield from database_conditions()
    yield has_topic()
    yield Condition(TELLS, And({"Condition": MAKES}, {"Condition": HAS_TOPIC}))
    yield from database_network(engine("Port"))
    yield from private_database()
    yield from _events()
    yield from _outputs()


def _events() -> Iterator[Element]:
    yield Comment("Backups, restarts and changes are left out: the weekly rotation alone would tell every week.")
    yield events.Rule(
        "EventsRuleForDatabase",
        Condition=TELLS,
        EventPattern={
            "source": ["aws.rds"],
            "detail-type": ["RDS DB Instance Event"],
            "account": [Ref("AWS::AccountId")],
            "region": [Ref("AWS::Region")],
            "detail": {"SourceIdentifier": [Ref(INSTANCE)], "EventCategories": list(CATEGORIES)},
        },
        Targets=[told(HAPPENED, PATHS)],
    )


def _outputs() -> Iterator[Output]:
    facts = {
        "DatabaseEndpoint": ("Host of the database.", GetAtt(INSTANCE, "Endpoint.Address")),
        "DatabasePort": ("Its port.", GetAtt(INSTANCE, "Endpoint.Port")),
        "DatabaseClientSecurityGroup": ("Security group that lets its members reach the database.", Ref(CLIENTS)),
        "DatabaseSecretArn": (
            "Secret with the master user's password.",
            GetAtt(INSTANCE, "MasterUserSecret.SecretArn"),
        ),
        "DatabaseUserArnPrefix": (
            "Followed by the name of a database user, the resource on which a role needs rds-db:connect.",
            Sub(
                f"arn:${{AWS::Partition}}:rds-db:${{AWS::Region}}:${{AWS::AccountId}}:dbuser:${{{INSTANCE}.DbiResourceId}}/"
            ),
        ),
    }
    for name, (description, value) in facts.items():
        yield Output(name=name, description=description, value=value, condition=MAKES)


ARTICLE = Article(
    title=Text("Private database", "プライベートデータベース"),
    summary=Text(
        "An RDS database that its clients alone reach, over TLS: encrypted, with IAM authentication and a rotated password, protected.",
        "専用セキュリティグループのクライアントだけが TLS で接続できる RDS。"
        "暗号化、IAM 認証、パスワード自動ローテーション、削除保護つき。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "Nothing without a VPC. Then the instance by the hour, twice with a standby; storage, backups beyond its size, the secret and a"
        " key of its own by the month; logs by volume.",
        "VPC を指定しない限り無料。指定すると、インスタンスは時間単位（スタンバイありは 2 倍）、"
        "ストレージ・超過バックアップ・シークレット・専用キーは月額、ログは従量で課金。",
    ),
    elements=elements,
    detected_by=(
        "RDS_INSTANCE_PUBLIC_ACCESS_CHECK",
        "RDS_STORAGE_ENCRYPTED",
        "RDS_INSTANCE_IAM_AUTHENTICATION_ENABLED",
        "RDS_INSTANCE_DELETION_PROTECTION_ENABLED",
        "DB_INSTANCE_BACKUP_ENABLED",
        "RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED",
        "RDS_INSTANCE_COPY_TAGS_TO_SNAPSHOTS_ENABLED",
        "RDS_ENHANCED_MONITORING_ENABLED",
        "RDS_MULTI_AZ_SUPPORT",
    ),
)
