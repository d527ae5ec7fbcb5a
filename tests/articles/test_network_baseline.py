import ipaddress
from collections.abc import Mapping
from typing import Any

import pytest

from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, Made, document, made

ENDPOINTS = {
    "NetworkSessionManagerEndpoint": {"ssm", "ssmmessages", "ec2messages"},
    "NetworkLogsEndpoint": {"logs"},
    "NetworkKmsEndpoint": {"kms"},
    "NetworkStsEndpoint": {"sts"},
    "NetworkSecretsManagerEndpoint": {"secretsmanager"},
    "NetworkEcrEndpoint": {"ecr.api", "ecr.dkr"},
}
INTERNET, NEIGHBOUR = "198.51.100.7", "10.0.77.7"
PUBLIC = {"NetworkPublicSubnets": "ENABLED"}


def network(region: str = HOME, **given: Any) -> Made:
    return made("network-baseline", region=region, **given)


def subnets(stack: Made, kind: str) -> list[dict[str, Any]]:
    found = stack.of_type("AWS::EC2::Subnet")
    return [found[name] for name in sorted(found) if name.startswith(f"EC2Subnet{kind}")]


def passes(stack: Made, acl: str, address: str, port: int, *, egress: bool = False, protocol: str = "6") -> bool:
    """The lowest rule number that matches decides; what none matches is denied."""
    entries = [
        entry
        for entry in stack.of_type("AWS::EC2::NetworkAclEntry").values()
        if entry["NetworkAclId"] == f"made-{acl.lower()}" and entry.get("Egress", False) is egress
    ]
    for entry in sorted(entries, key=lambda each: int(each["RuleNumber"])):
        ports = entry.get("PortRange", {"From": 0, "To": 65535})
        covered = ipaddress.ip_address(address) in ipaddress.ip_network(entry["CidrBlock"])
        if entry["Protocol"] in ("-1", protocol) and covered and ports["From"] <= port <= ports["To"]:
            return bool(entry["RuleAction"] == "allow")
    return False


def test_by_default_nothing_leads_to_the_internet_and_nothing_costs_by_the_hour() -> None:
    types = {body["Type"] for body in network().resources.values()}
    billed = ("InternetGateway", "VPCGatewayAttachment", "NatGateway", "EIP", "Route", "VPCBlockPublicAccessOptions")
    assert not types & {f"AWS::EC2::{each}" for each in billed}
    assert {each["VpcEndpointType"] for each in network().of_type("AWS::EC2::VPCEndpoint").values()} == {"Gateway"}
    assert "AWS::KMS::Key" not in types
    assert "AWS::SSM::Document" not in types


@pytest.mark.parametrize(
    ("zones", "public"), [("2", "DISABLED"), ("3", "DISABLED"), ("2", "ENABLED"), ("3", "ENABLED")]
)
def test_each_zone_has_its_subnets_and_none_of_them_overlap(zones: str, public: str) -> None:
    stack = network(NetworkZones=zones, NetworkPublicSubnets=public)
    private, others = subnets(stack, "Private"), subnets(stack, "Public")
    assert len(private) == int(zones)
    assert len(others) == (int(zones) if public == "ENABLED" else 0)
    for group in (private, others):
        assert [each["AvailabilityZone"] for each in group] == [f"{HOME}{letter}" for letter in "abc"[: len(group)]]
    blocks = [ipaddress.ip_network(each["CidrBlock"]) for each in private + others]
    assert not any(one.overlaps(other) for one in blocks for other in blocks if one is not other)
    assert all(each.subnet_of(ipaddress.ip_network("10.0.0.0/16")) for each in blocks)  # type: ignore[arg-type]
    assert {each.prefixlen for each in blocks} == {20}
    assert not any(each["MapPublicIpOnLaunch"] for each in private + others)


def test_a_private_subnet_does_not_move_when_public_ones_or_a_zone_come() -> None:
    before = [each["CidrBlock"] for each in subnets(network(), "Private")]
    after = [each["CidrBlock"] for each in subnets(network(NetworkZones="3", **PUBLIC), "Private")]
    assert after[:2] == before == ["10.0.0.0/20", "10.0.16.0/20"]


def test_the_smallest_network_has_room_for_all_subnets() -> None:
    stack = network(NetworkCidr="192.168.7.0/24", NetworkSubnetBits=5, NetworkZones="3", **PUBLIC)
    assert [each["CidrBlock"] for each in subnets(stack, "Public")] == [
        f"192.168.7.{each}/27" for each in (96, 128, 160)
    ]


@pytest.mark.parametrize("cidr", ["8.8.0.0/16", "10.0.0.0/8", "172.32.0.0/16", "192.168.0.0/25", "10.0.0.0"])
def test_addresses_that_are_not_private_or_too_many_or_few_are_refused(cidr: str) -> None:
    with pytest.raises(RequestRefused, match="NetworkCidr"):
        network(NetworkCidr=cidr)


@pytest.mark.parametrize("kind", ["Private", "Public"])
def test_every_subnet_has_the_routes_and_the_network_acl_of_its_kind(kind: str) -> None:
    stack = network(NetworkZones="3", **PUBLIC)
    for part, target in (("SubnetRouteTableAssociation", "RouteTable"), ("SubnetNetworkAclAssociation", "NetworkAcl")):
        found = [
            each for name, each in stack.of_type(f"AWS::EC2::{part}").items() if name.startswith(f"EC2{part}{kind}")
        ]
        assert [each["SubnetId"] for each in found] == [f"made-ec2subnet{kind.lower()}{zone}" for zone in (1, 2, 3)]
        assert {each[f"{target}Id"] for each in found} == {f"made-ec2{target.lower()}{kind.lower()}"}


@pytest.mark.parametrize(
    ("address", "port", "egress", "protocol", "private", "public"),
    [
        (NEIGHBOUR, 5432, False, "6", True, True),
        (NEIGHBOUR, 22, False, "6", True, True),
        (NEIGHBOUR, 123, False, "17", True, True),
        (INTERNET, 22, False, "6", False, False),
        (INTERNET, 3389, False, "6", False, False),
        (INTERNET, 80, False, "6", False, False),
        (INTERNET, 443, False, "6", False, True),
        (INTERNET, 443, False, "17", False, False),
        (INTERNET, 3388, False, "6", True, True),
        (INTERNET, 32768, False, "6", True, True),
        (INTERNET, 53, False, "17", False, False),
        (NEIGHBOUR, 5432, True, "6", True, True),
        (INTERNET, 443, True, "6", True, True),
        (INTERNET, 22, True, "6", False, False),
        (INTERNET, 25, True, "6", False, False),
        (INTERNET, 53, True, "17", False, False),
        (INTERNET, 50000, True, "6", False, True),
    ],
)
def test_a_network_acl_lets_through(
    address: str, port: int, egress: bool, protocol: str, private: bool, public: bool
) -> None:
    stack = network(**PUBLIC)
    assert passes(stack, "EC2NetworkAclPrivate", address, port, egress=egress, protocol=protocol) is private
    assert passes(stack, "EC2NetworkAclPublic", address, port, egress=egress, protocol=protocol) is public


def test_no_entry_that_everybody_passes_has_the_ports_of_ssh_or_rdp() -> None:
    """The control nacl-no-unrestricted-ssh-rdp judges entries one by one."""
    for name, entry in network(**PUBLIC).of_type("AWS::EC2::NetworkAclEntry").items():
        if entry["CidrBlock"] == "0.0.0.0/0" and not entry.get("Egress", False):
            assert not any(entry["PortRange"]["From"] <= port <= entry["PortRange"]["To"] for port in (22, 3389)), name


def test_security_groups_let_nothing_in_but_https_to_endpoints() -> None:
    stack = network()
    instances = stack.properties("EC2SecurityGroupForPrivateInstances")
    assert "SecurityGroupIngress" not in instances
    assert [(each["FromPort"], each["ToPort"]) for each in instances["SecurityGroupEgress"]] == [(443, 443)]
    endpoints = stack.properties("EC2SecurityGroupForEndpoints")
    (way_in,), (way_out,) = endpoints["SecurityGroupIngress"], endpoints["SecurityGroupEgress"]
    assert (way_in["FromPort"], way_in["ToPort"], way_in["CidrIp"]) == (443, 443, "10.0.0.0/16")
    # Without a rule EC2 would make one that lets everything out.
    assert way_out["CidrIp"] == "127.0.0.1/32"


def test_nobody_reaches_the_internet_from_private_subnets_without_a_nat_gateway() -> None:
    def ways(stack: Made) -> set[str]:
        routes = stack.of_type("AWS::EC2::Route").values()
        return {next(each[key] for key in ("GatewayId", "NatGatewayId") if key in each) for each in routes}

    assert ways(network(**PUBLIC)) == {"made-ec2internetgateway"}
    stack = network(NetworkNatGateway="ENABLED", **PUBLIC)
    assert ways(stack) == {"made-ec2internetgateway", "made-ec2natgateway"}
    assert stack.properties("EC2RoutePrivate")["RouteTableId"] == "made-ec2routetableprivate"
    assert stack.properties("EC2NatGateway")["SubnetId"] == "made-ec2subnetpublic1"
    assert "EC2VPCGatewayAttachment" in stack.waits_for("EC2NatGateway")
    with pytest.raises(RequestRefused, match="NetworkNatGateway needs NetworkPublicSubnets"):
        network(NetworkNatGateway="ENABLED")


@pytest.mark.parametrize("given", [{}, PUBLIC])
def test_the_article_can_do_without_a_network(given: dict[str, str]) -> None:
    switched = dict.fromkeys(ENDPOINTS, "ENABLED")
    stack = network(Network="DISABLED", NetworkZones="3", **switched, **given)
    assert {*stack.resources} == {"IAMRoleForSessions", "IAMInstanceProfileForSessions"}


@pytest.mark.parametrize("choice", ENDPOINTS)
def test_each_choice_opens_its_interface_endpoints(choice: str) -> None:
    stack = network(NetworkZones="3", **{choice: "ENABLED"})
    found = [e for e in stack.of_type("AWS::EC2::VPCEndpoint").values() if e["VpcEndpointType"] == "Interface"]
    assert {each["ServiceName"] for each in found} == {f"com.amazonaws.{HOME}.{name}" for name in ENDPOINTS[choice]}
    for each in found:
        assert each["PrivateDnsEnabled"] is True
        assert each["SecurityGroupIds"] == ["made-ec2securitygroupforendpoints"]
        assert each["SubnetIds"] == [f"made-ec2subnetprivate{zone}" for zone in (1, 2, 3)]


def test_private_dns_of_endpoints_works() -> None:
    vpc = network().properties("EC2VPC")
    assert (vpc["EnableDnsSupport"], vpc["EnableDnsHostnames"]) == (True, True)


def services(region: str) -> set[str]:
    stack = network(region, **dict.fromkeys(ENDPOINTS, "ENABLED"))
    return {each["ServiceName"] for each in stack.of_type("AWS::EC2::VPCEndpoint").values()}


def test_endpoint_services_of_china_have_their_names() -> None:
    # https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-ec2/lib/vpc-endpoint.ts
    own = {"s3", "dynamodb", "ssm", "ssmmessages", "ec2messages", "logs", "kms", "secretsmanager"}
    named = {f"com.amazonaws.cn-north-1.{each}" for each in own}
    assert services("cn-north-1") == named | {
        f"cn.com.amazonaws.cn-north-1.{each}" for each in ("ecr.api", "ecr.dkr", "sts")
    }


def test_regions_that_opened_since_2024_have_no_endpoint_for_ec2_messages() -> None:
    assert "com.amazonaws.ap-southeast-7.ssmmessages" in services("ap-southeast-7")
    assert "com.amazonaws.ap-southeast-7.ec2messages" not in services("ap-southeast-7")
    assert "com.amazonaws.us-gov-west-1.ec2messages" in services("us-gov-west-1")


def test_flow_logs_go_to_a_log_group_through_a_role_of_the_home_region() -> None:
    stack = network()
    log = stack.properties("EC2FlowLogToLogGroup")
    assert (log["ResourceId"], log["TrafficType"]) == ("made-ec2vpc", "REJECT")
    assert log["LogGroupName"] == "/aws/vpc-flow-logs/baseline-network"
    assert log["DeliverLogsPermissionArn"] == f"arn:aws:iam::{ACCOUNT}:role/baseline-NetworkFlowLogs"
    assert {"IAMRoleForFlowLogs", "CloudWatchLogsGroupForFlowLogs"} <= stack.waits_for("EC2FlowLogToLogGroup")
    elsewhere = network(OTHER, HomeRegion=HOME)
    assert not elsewhere.of_type("AWS::IAM::Role")
    assert elsewhere.properties("EC2FlowLogToLogGroup")["DeliverLogsPermissionArn"] == log["DeliverLogsPermissionArn"]


def test_flow_logs_go_to_a_bucket_that_is_there() -> None:
    bucket = "arn:aws:s3:::central-logs/network"
    stack = network(NetworkFlowLogs="BUCKET", NetworkFlowLogBucketArn=bucket, NetworkFlowLogTrafficType="ALL")
    log = stack.properties("EC2FlowLogToBucket")
    assert (log["LogDestinationType"], log["LogDestination"], log["TrafficType"]) == ("s3", bucket, "ALL")
    assert not {"EC2FlowLogToLogGroup", "CloudWatchLogsGroupForFlowLogs", "IAMRoleForFlowLogs"} & {*stack.resources}
    with pytest.raises(RequestRefused, match="Give NetworkFlowLogBucketArn with BUCKET"):
        network(NetworkFlowLogs="BUCKET")


def test_no_flow_log_if_none_is_wanted() -> None:
    assert not network(NetworkFlowLogs="DISABLED").of_type("AWS::EC2::FlowLog")


@pytest.mark.parametrize(
    ("choice", "mode"), [("BLOCK_INGRESS", "block-ingress"), ("BLOCK_BIDIRECTIONAL", "block-bidirectional")]
)
def test_public_access_of_all_vpcs_is_blocked_on_request(choice: str, mode: str) -> None:
    (found,) = network(NetworkBlockPublicAccess=choice).of_type("AWS::EC2::VPCBlockPublicAccessOptions").values()
    assert found == {"InternetGatewayBlockMode": mode}


def preferences(**given: Any) -> Mapping[str, Any]:
    stack = network(SessionManagerPreferences="CREATE", **given)
    found = stack.properties("SSMDocumentForSessionPreferences")
    assert (found["Name"], found["DocumentType"]) == ("SSM-SessionManagerRunShell", "Session")
    assert found["UpdateMethod"] == "NewVersion"
    inputs: Mapping[str, Any] = found["Content"]["inputs"]
    return inputs


def test_sessions_are_logged_and_end() -> None:
    inputs = preferences(SessionManagerIdleTimeoutInMinutes=5, SessionManagerMaxDurationInMinutes=90)
    assert inputs["cloudWatchLogGroupName"] == "/aws/ssm/baseline-sessions"
    assert inputs["cloudWatchStreamingEnabled"] is True
    assert (inputs["idleSessionTimeout"], inputs["maxSessionDuration"]) == ("5", "90")
    assert inputs["runAsEnabled"] is False


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({}, ""),
        ({"NetworkKey": "CREATE"}, f"arn:aws:kms:{HOME}:{ACCOUNT}:key/made-kmskeyfornetwork"),
        ({"NetworkKey": "EXISTING"}, ""),
        (
            {"NetworkKey": "EXISTING", "NetworkKeyArn": f"arn:aws:kms:{HOME}:{ACCOUNT}:key/1"},
            f"arn:aws:kms:{HOME}:{ACCOUNT}:key/1",
        ),
    ],
)
def test_with_a_key_sessions_and_logs_are_encrypted_with_it_and_only_then_is_it_enforced(
    given: dict[str, str], key: str
) -> None:
    inputs = preferences(**given)
    assert (inputs["kmsKeyId"], inputs["cloudWatchEncryptionEnabled"]) == (key, bool(key))
    groups = network(SessionManagerPreferences="CREATE", **given).of_type("AWS::Logs::LogGroup")
    assert {each.get("KmsKeyId", "") for each in groups.values()} == {key}
    assert len(groups) == 2


def test_preferences_that_are_there_are_left_alone() -> None:
    assert "SSMDocumentForSessionPreferences" not in network().resources


def test_instances_get_their_role_through_a_profile_that_every_region_knows_by_name() -> None:
    stack = network()
    profile = stack.properties("IAMInstanceProfileForSessions")
    assert profile == {"InstanceProfileName": "baseline-SessionManager", "Roles": ["baseline-SessionManager"]}
    assert not network(OTHER, HomeRegion=HOME).of_type("AWS::IAM::InstanceProfile")
    assert not network(SessionManagerInstanceRole="DISABLED").of_type("AWS::IAM::InstanceProfile")


def test_the_network_says_that_the_default_security_group_is_closed_by_the_control() -> None:
    assert "vpc-default-security-group-closed" in text()
    assert "ec2-controls.html#ec2-2" in text()
    assert "EC2VPC" in document("network-baseline")["Resources"]


def text() -> str:
    from tests.articles.evaluation import rendered

    return rendered("network-baseline").text
