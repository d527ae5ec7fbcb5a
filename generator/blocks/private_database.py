"""A DB instance that no address of the internet reaches: encrypted at rest and on the way, with a password that RDS keeps and rotates.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.Security.html
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
"""

from collections.abc import Iterator
from typing import Any

from awacs import kms as action
from awacs.aws import AWSPrincipal
from troposphere import And, Equals, FindInMap, GetAtt, If, Not, NoValue, Ref, Sub, kms, rds

from generator.blocks.database_network import DATABASE, MAKES, SUBNET_GROUP
from generator.blocks.database_parameters import ENGINE, KEY, KEY_ARN
from generator.blocks.deployment import IS_HOME_REGION
from generator.blocks.policy import allow, policy
from generator.blocks.rds_monitoring_role import monitoring_role, monitoring_role_arn
from generator.blocks.region_condition import inside_of
from generator.knowledge.database_engines import MARIADB_WITHOUT_IAM
from generator.model import After, Comment, Condition, Element
from generator.model import Mapping as Table

INSTANCE, KMS_KEY, PARAMETER_GROUP = "RDSDBInstance", "KMSKeyForDatabase", "RDSDBParameterGroup"
MONITORING_ROLE, MONITORING_NAME = "IAMRoleForDatabaseMonitoring", "database-monitoring"
OWN_KEY, NAMED_KEY, POSTGRESQL = "OwnsDatabaseKey", "NamesDatabaseKey", "IsPostgresql"
MONITORS, MAKES_ROLE = "MonitorsDatabase", "MakesDatabaseMonitoringRole"
NO_MARIADB_IAM, HAS_IAM = "LacksIamForMariaDb", "HasDatabaseIam"
PROTECTED, STANDBY = "ProtectsDatabase", "HasDatabaseStandby"
ENGINES = "DatabaseEngines"
MONITORING_SECONDS, INSIGHTS_DAYS = 60, 7
"""How often the operating system is measured, and for how long Performance Insights is free."""


def engine(fact: str) -> FindInMap:
    """What the table of engines says of the chosen one."""
    return FindInMap(ENGINES, Ref(ENGINE), fact)


def engines() -> Table:
    """Each engine that is offered, by the value of its parameter: how RDS calls it, and its port."""
    return Table(
        ENGINES,
        {
            "postgres-17": {"Engine": "postgres", "Version": "17", "Family": "postgres17", "Port": "5432"},
            "mysql-8.4": {"Engine": "mysql", "Version": "8.4", "Family": "mysql8.4", "Port": "3306"},
            "mariadb-11.4": {"Engine": "mariadb", "Version": "11.4", "Family": "mariadb11.4", "Port": "3306"},
        },
    )


def database_conditions() -> Iterator[Condition]:
    """Those of the instance and what belongs to it."""
    yield Condition(POSTGRESQL, Equals(Ref(ENGINE), "postgres-17"))
    yield inside_of(NO_MARIADB_IAM, MARIADB_WITHOUT_IAM)
    yield Condition(HAS_IAM, Not(And(Equals(Ref(ENGINE), "mariadb-11.4"), {"Condition": NO_MARIADB_IAM})))
    yield Condition(OWN_KEY, And({"Condition": MAKES}, Equals(Ref(KEY), "CREATE")))
    yield Condition(NAMED_KEY, Not(Equals(Ref(KEY_ARN), "")))
    yield Condition(PROTECTED, Equals(Ref("DatabaseDeletionProtection"), "ENABLED"))
    yield Condition(STANDBY, Equals(Ref("DatabaseStandby"), "ENABLED"))
    yield Condition(MONITORS, Equals(Ref("DatabaseMonitoring"), "ENABLED"))
    yield Condition(MAKES_ROLE, And({"Condition": IS_HOME_REGION}, {"Condition": MONITORS}))


def private_database() -> Iterator[Element]:
    """Key, monitoring role, parameter group and instance."""
    yield from _key()
    yield Comment("RDS takes it to write what it measures. Other Regions refer to it by name.")
    yield monitoring_role(MONITORING_ROLE, MAKES_ROLE, MONITORING_NAME)
    yield from _parameter_group()
    yield Comment(
        "No name: what replaces it could not have the same. RDS makes the log groups below /aws/rds/instance itself, without an end;"
        " the control cw-loggroup-retention-period-check finds them. Those of config-rules-rds find an instance that lacks any of this."
    )
    yield _instance()


def _key() -> Iterator[Element]:
    root = AWSPrincipal(Sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root"))
    yield Comment("RDS uses it by grants of whoever makes, restores or copies; those who read the secret need it too.")
    yield kms.Key(
        KMS_KEY,
        Condition=OWN_KEY,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        Description="Encrypts a database, its snapshots and its secret.",
        EnableKeyRotation=True,
        KeyPolicy=policy(allow(action.Action("*"), sid="AllowAccountToManage", to=root, on="*")),
    )


def _key_arn() -> If:
    return If(OWN_KEY, GetAtt(KMS_KEY, "Arn"), If(NAMED_KEY, Ref(KEY_ARN), NoValue))


def _parameter_group() -> Iterator[Element]:
    yield Comment("TLS or no connection. PostgreSQL logs who comes and goes, the others log what takes long.")
    yield rds.DBParameterGroup(
        PARAMETER_GROUP,
        Condition=MAKES,
        Description="Takes encrypted connections only.",
        Family=engine("Family"),
        Parameters=If(
            POSTGRESQL,
            {"rds.force_ssl": "1", "log_connections": "1", "log_disconnections": "1"},
            {"require_secure_transport": "1", "slow_query_log": "1", "log_output": "FILE"},
        ),
    )


def _instance() -> rds.DBInstance:
    return rds.DBInstance(
        INSTANCE,
        Condition=MAKES,
        DeletionPolicy="Snapshot",
        UpdateReplacePolicy="Snapshot",
        Engine=engine("Engine"),
        EngineVersion=engine("Version"),
        DBInstanceClass=Ref("DatabaseInstanceClass"),
        MultiAZ=If(STANDBY, True, False),
        AutoMinorVersionUpgrade=True,
        DBParameterGroupName=Ref(PARAMETER_GROUP),
        **_reached(),
        **_stored(),
        **_watched(),
    )


def _reached() -> dict[str, Any]:
    """From where and by whom the instance is reached."""
    own, named = ({"KmsKeyId": each} for each in (GetAtt(KMS_KEY, "Arn"), Ref(KEY_ARN)))
    return {
        "DBSubnetGroupName": Ref(SUBNET_GROUP),
        "VPCSecurityGroups": [Ref(DATABASE)],
        "PubliclyAccessible": False,
        "Port": engine("Port"),
        "EnableIAMDatabaseAuthentication": If(HAS_IAM, True, False),
        "MasterUsername": Ref("DatabaseMasterUserName"),
        "ManageMasterUserPassword": True,
        "MasterUserSecret": If(OWN_KEY, own, If(NAMED_KEY, named, NoValue)),
    }


def _stored() -> dict[str, Any]:
    """How the data lie, and what outlives them."""
    return {
        "StorageType": "gp3",
        "AllocatedStorage": Ref("DatabaseStorage"),
        "StorageEncrypted": True,
        "KmsKeyId": _key_arn(),
        "BackupRetentionPeriod": Ref("DatabaseBackupDays"),
        "CopyTagsToSnapshot": True,
        "DeleteAutomatedBackups": False,
        "DeletionProtection": If(PROTECTED, True, False),
    }


def _watched() -> dict[str, Any]:
    """What is logged and measured."""
    role = After(monitoring_role_arn(MONITORING_NAME), MONITORING_ROLE)
    return {
        "EnableCloudwatchLogsExports": If(
            POSTGRESQL,
            ["postgresql", "upgrade", "iam-db-auth-error"],
            ["error", "slowquery", If(HAS_IAM, "iam-db-auth-error", NoValue)],
        ),
        "MonitoringInterval": If(MONITORS, MONITORING_SECONDS, 0),
        "MonitoringRoleArn": If(MONITORS, role, NoValue),
        "EnablePerformanceInsights": If(MONITORS, True, False),
        "PerformanceInsightsRetentionPeriod": If(MONITORS, INSIGHTS_DAYS, NoValue),
        "PerformanceInsightsKMSKeyId": If(MONITORS, _key_arn(), NoValue),
    }
