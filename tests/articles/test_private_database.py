import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows
from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, Made, document, made
from tests.events.input_transformer import transformed
from tests.events.pattern import matches

NAME = "private-database"
TOPIC = f"arn:aws:sns:{HOME}:{ACCOUNT}:alerts"
KEY = f"arn:aws:kms:{HOME}:{ACCOUNT}:key/0123abcd"
OWN_KEY = f"arn:aws:kms:{HOME}:{ACCOUNT}:key/made-kmskeyfordatabase"
PLACE = {
    "DatabaseVpcId": "vpc-0123456789abcdef0",
    "DatabaseSubnetIds": "subnet-0123456789abcdef0,subnet-0123456789abcdef1",
}
PORTS = {"postgres-17": "5432", "mysql-8.4": "3306", "mariadb-11.4": "3306"}
EVENTS = json.loads((Path(__file__).parents[1] / "events/samples/rds.json").read_text("utf-8"))["events"]
EXHAUSTED = EVENTS["storage exhausted"]

every_engine = pytest.mark.parametrize("engine", PORTS)


def stack(region: str = HOME, **given: Any) -> Made:
    return made(NAME, region=region, **{**PLACE, **given})


def instance(**given: Any) -> dict[str, Any]:
    return stack(**given).properties("RDSDBInstance")


@pytest.mark.parametrize("alone", PLACE)
def test_nothing_is_made_without_a_vpc_and_its_subnets(alone: str) -> None:
    given = {"DatabaseKey": "CREATE", "DatabaseKeyArn": KEY, "AlertTopicArn": TOPIC, "DatabaseStandby": "ENABLED"}
    assert made(NAME, **given, **{alone: PLACE[alone]}).resources == {}


def test_the_choice_of_engines_is_the_table_of_engines() -> None:
    offered = document(NAME)["Parameters"]["DatabaseEngine"]["AllowedValues"]
    assert offered == list(document(NAME)["Mappings"]["DatabaseEngines"]) == list(PORTS)


@every_engine
def test_an_engine_has_its_version_and_the_parameter_group_of_its_family(engine: str) -> None:
    found = instance(DatabaseEngine=engine)
    family = stack(DatabaseEngine=engine).properties("RDSDBParameterGroup")["Family"]
    assert f"{found['Engine']}-{found['EngineVersion']}" == engine
    assert f"{found['Engine']}{found['EngineVersion']}" == family


@pytest.mark.parametrize(
    ("engine", "parameter"),
    [
        ("postgres-17", "rds.force_ssl"),
        ("mysql-8.4", "require_secure_transport"),
        ("mariadb-11.4", "require_secure_transport"),
    ],
)
def test_no_connection_is_taken_without_tls(engine: str, parameter: str) -> None:
    parameters = stack(DatabaseEngine=engine).properties("RDSDBParameterGroup")["Parameters"]
    assert parameters[parameter] == "1"
    assert len(parameters.keys() & {"rds.force_ssl", "require_secure_transport"}) == 1
    assert instance(DatabaseEngine=engine)["DBParameterGroupName"] == "made-rdsdbparametergroup"


def test_the_database_is_private_encrypted_backed_up_and_protected() -> None:
    found = instance()
    wanted = {
        "PubliclyAccessible": False,
        "StorageEncrypted": True,
        "EnableIAMDatabaseAuthentication": True,
        "ManageMasterUserPassword": True,
        "DeletionProtection": True,
        "CopyTagsToSnapshot": True,
        "DeleteAutomatedBackups": False,
        "AutoMinorVersionUpgrade": True,
        "BackupRetentionPeriod": "14",
        "MultiAZ": False,
        "DBSubnetGroupName": "made-rdsdbsubnetgroup",
    }
    assert {name: found[name] for name in wanted} == wanted
    assert "MasterUserPassword" not in found
    body = stack().resources["RDSDBInstance"]
    assert (body["DeletionPolicy"], body["UpdateReplacePolicy"]) == ("Snapshot", "Snapshot")


def test_the_subnets_are_those_of_the_user() -> None:
    subnets = stack().properties("RDSDBSubnetGroup")["SubnetIds"]
    assert ",".join(subnets) == PLACE["DatabaseSubnetIds"]


@pytest.mark.parametrize("one", ["subnet-0123456789abcdef0", "subnet-0123456789abcdef0, subnet-0123456789abcdef1"])
def test_one_subnet_or_spaces_are_refused(one: str) -> None:
    with pytest.raises(RequestRefused, match="DatabaseSubnetIds"):
        stack(DatabaseSubnetIds=one)


CLIENTS, DATABASE = "made-ec2securitygroupfordatabaseclients", "made-ec2securitygroupfordatabase"


def rules(stack: Made) -> list[tuple[str, str, str, str, str]]:
    """Every rule of every security group: whose, which way, protocol, first and last port, and the other side."""
    found = []
    for name, group in stack.of_type("AWS::EC2::SecurityGroup").items():
        for way in ("Ingress", "Egress"):
            each = group.get(f"SecurityGroup{way}", [])
            found += [(f"made-{name.lower()}", way, *_rule(rule)) for rule in each]
    alone = stack.of_type("AWS::EC2::SecurityGroupEgress").values()
    return found + [(rule["GroupId"], "Egress", *_rule(rule)) for rule in alone]


def _rule(rule: Mapping[str, Any]) -> tuple[str, str, str]:
    sides = ("CidrIp", "CidrIpv6", "SourceSecurityGroupId", "DestinationSecurityGroupId", "SourcePrefixListId")
    (other,) = [rule[side] for side in sides if side in rule]
    return rule["IpProtocol"], f"{rule.get('FromPort', '')}-{rule.get('ToPort', '')}", other


@every_engine
def test_only_clients_reach_the_database_on_its_port_and_it_calls_nobody(engine: str) -> None:
    port = PORTS[engine]
    assert sorted(rules(stack(DatabaseEngine=engine))) == [
        (DATABASE, "Egress", "-1", "-", "127.0.0.1/32"),
        (DATABASE, "Ingress", "tcp", f"{port}-{port}", CLIENTS),
        (CLIENTS, "Egress", "-1", "-", "127.0.0.1/32"),
        (CLIENTS, "Egress", "tcp", f"{port}-{port}", DATABASE),
    ]
    found = instance(DatabaseEngine=engine)
    assert (found["VPCSecurityGroups"], found["Port"]) == ([DATABASE], port)
    assert stack().outputs["DatabaseClientSecurityGroup"] == CLIENTS


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({}, None),
        ({"DatabaseKey": "CREATE"}, OWN_KEY),
        ({"DatabaseKeyArn": KEY}, KEY),
        ({"DatabaseKey": "CREATE", "DatabaseKeyArn": KEY}, OWN_KEY),
    ],
)
def test_data_secret_and_measurements_are_encrypted_with_the_chosen_key(given: dict[str, str], key: str | None) -> None:
    found = instance(DatabaseMonitoring="ENABLED", **given)
    assert (found.get("KmsKeyId"), found.get("PerformanceInsightsKMSKeyId")) == (key, key)
    assert found.get("MasterUserSecret") == ({"KmsKeyId": key} if key else None)
    assert found["StorageEncrypted"] is True


def test_the_key_turns_and_leaves_its_use_to_the_policies_of_the_account() -> None:
    key = stack(DatabaseKey="CREATE").properties("KMSKeyForDatabase")
    assert key["EnableKeyRotation"] is True
    administrator, stranger = (f"arn:aws:iam::{account}:root" for account in (ACCOUNT, "444455556666"))
    assert allows([key["KeyPolicy"]], Attempt("kms:CreateGrant", "*", arn=administrator))
    assert not allows([key["KeyPolicy"]], Attempt("kms:Decrypt", "*", arn=stranger))


@pytest.mark.parametrize(
    ("engine", "logs"),
    [
        ("postgres-17", {"postgresql", "upgrade", "iam-db-auth-error"}),
        ("mysql-8.4", {"error", "slowquery", "iam-db-auth-error"}),
        ("mariadb-11.4", {"error", "slowquery", "iam-db-auth-error"}),
    ],
)
def test_an_engine_exports_the_logs_that_it_has(engine: str, logs: set[str]) -> None:
    assert set(instance(DatabaseEngine=engine)["EnableCloudwatchLogsExports"]) == logs


@pytest.mark.parametrize(
    ("engine", "region", "has"),
    [
        ("mariadb-11.4", "eu-central-2", False),
        ("mariadb-11.4", "eu-central-1", True),
        ("mariadb-11.4", "cn-north-1", True),
        ("mysql-8.4", "eu-central-2", True),
        ("postgres-17", "eu-central-2", True),
    ],
)
def test_iam_authentication_and_its_log_are_on_where_the_engine_has_them(engine: str, region: str, has: bool) -> None:
    found = stack(region, DatabaseEngine=engine).properties("RDSDBInstance")
    assert found["EnableIAMDatabaseAuthentication"] is has
    assert ("iam-db-auth-error" in found["EnableCloudwatchLogsExports"]) is has


def test_nothing_is_measured_until_it_is_asked_for() -> None:
    found = instance()
    assert (found["MonitoringInterval"], found["EnablePerformanceInsights"]) == (0, False)
    assert not found.keys() & {"MonitoringRoleArn", "PerformanceInsightsRetentionPeriod", "PerformanceInsightsKMSKeyId"}
    assert stack().of_type("AWS::IAM::Role") == {}


def test_monitoring_waits_for_its_role_of_the_home_region_and_names_it_elsewhere() -> None:
    role = f"arn:aws:iam::{ACCOUNT}:role/baseline-database-monitoring"
    here, there = stack(DatabaseMonitoring="ENABLED"), stack(OTHER, DatabaseMonitoring="ENABLED", HomeRegion=HOME)
    for each in (here, there):
        found = each.properties("RDSDBInstance")
        assert (found["MonitoringRoleArn"], found["MonitoringInterval"]) == (role, 60)
        assert (found["EnablePerformanceInsights"], found["PerformanceInsightsRetentionPeriod"]) == (True, 7)
    assert "IAMRoleForDatabaseMonitoring" in here.waits_for("RDSDBInstance")
    assert there.of_type("AWS::IAM::Role") == {}
    alone = made(NAME, DatabaseMonitoring="ENABLED", HomeRegion=HOME)
    assert set(alone.resources) == {"IAMRoleForDatabaseMonitoring"}


def test_the_monitoring_role_is_another_than_that_of_the_rds_controls() -> None:
    name = stack(DatabaseMonitoring="ENABLED").properties("IAMRoleForDatabaseMonitoring")["RoleName"]
    other = made("config-rules-rds", HomeRegion=HOME).properties("IAMRoleForRdsEnhancedMonitoring")["RoleName"]
    assert (name, other) == ("baseline-database-monitoring", "baseline-rds-enhanced-monitoring")


@pytest.mark.parametrize("name", ["admin", "postgres", "root", "rdsadmin", "Dbmaster", "a" * 17])
def test_a_master_user_that_everybody_would_try_is_refused(name: str) -> None:
    with pytest.raises(RequestRefused, match="DatabaseMasterUserName"):
        stack(DatabaseMasterUserName=name)
    assert instance(DatabaseMasterUserName="administrator")["MasterUsername"] == "administrator"


def test_protection_and_standby_are_what_was_chosen() -> None:
    found = instance(DatabaseDeletionProtection="DISABLED", DatabaseStandby="ENABLED")
    assert (found["DeletionProtection"], found["MultiAZ"]) == (False, True)


def test_a_role_is_told_on_which_users_it_may_connect() -> None:
    prefix = stack().outputs["DatabaseUserArnPrefix"]
    assert prefix == f"arn:aws:rds-db:{HOME}:{ACCOUNT}:dbuser:made-rdsdbinstance/"


def rule() -> dict[str, Any]:
    return stack(AlertTopicArn=TOPIC).properties("EventsRuleForDatabase")


@pytest.mark.parametrize(
    "category", ["deletion", "failover", "failure", "low storage", "recovery", "security", "security patching"]
)
def test_what_happens_to_the_database_is_told(category: str) -> None:
    assert matches(
        rule()["EventPattern"], {**EXHAUSTED, "detail": {**EXHAUSTED["detail"], "EventCategories": [category]}}
    )


def test_a_category_among_others_is_told() -> None:
    both = {**EXHAUSTED["detail"], "EventCategories": ["maintenance", "failure"]}
    assert matches(rule()["EventPattern"], {**EXHAUSTED, "detail": both})


@pytest.mark.parametrize(
    "changed",
    [
        {"account": "444455556666"},
        {"region": OTHER},
        {"source": "aws.docdb"},
        {"detail-type": "RDS DB Snapshot Event"},
        {"detail": EVENTS["stopped"]["detail"]},
        {"detail": {**EXHAUSTED["detail"], "EventCategories": ["backup"]}},
        {"detail": {**EXHAUSTED["detail"], "EventCategories": ["configuration change"]}},
        {"detail": {**EXHAUSTED["detail"], "SourceIdentifier": "another"}},
    ],
)
def test_what_is_daily_or_elsewhere_is_not_told(changed: dict[str, Any]) -> None:
    assert not matches(rule()["EventPattern"], EXHAUSTED | changed)


def test_the_message_says_what_where_and_how_to_get_there() -> None:
    (target,) = rule()["Targets"]
    assert target["Arn"] == TOPIC
    assert transformed(target["InputTransformer"], EXHAUSTED) == [
        f"ALERT: RDS says of the DB instance made-rdsdbinstance in account {ACCOUNT}, {HOME}: Allocated storage has been"
        " exhausted. Allocate additional storage to resolve.",
        "Category: low storage, event: RDS-EVENT-0007",
        f"https://{HOME}.console.aws.amazon.com/rds/home?region={HOME}#database:id=made-rdsdbinstance;is-cluster=false",
    ]


def test_nobody_is_told_without_a_topic_or_a_database() -> None:
    assert stack().of_type("AWS::Events::Rule") == {}
    assert made(NAME, AlertTopicArn=TOPIC).of_type("AWS::Events::Rule") == {}
