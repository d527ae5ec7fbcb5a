"""What no template does by itself: cost a monthly fee, change what is there, or make what is global outside the home Region."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.model import Scope
from generator.template.parameters import as_text
from tests.articles.scenarios import Stacks

# Types of which one that does nothing costs a fee by the hour or the month.
# https://aws.amazon.com/pricing/
FEES = frozenset(
    {
        "AWS::ACMPCA::CertificateAuthority",
        "AWS::EC2::Instance",
        "AWS::EC2::NatGateway",
        "AWS::EC2::TransitGateway",
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "AWS::KMS::Key",
        "AWS::Kinesis::Stream",
        "AWS::NetworkFirewall::Firewall",
        "AWS::RDS::DBInstance",
        "AWS::SecretsManager::Secret",
        "AWS::WAFv2::WebACL",
    }
)
# Parameters without which nothing is made: a value chooses what it costs.
CHOOSES = frozenset({"DatabaseVpcId"})
GLOBAL = ("AWS::IAM::", "AWS::CloudFront::", "AWS::Route53::", "AWS::Organizations::")


def cost_faults(data: Mapping[str, Any], stacks: Stacks) -> Iterator[str]:
    """What an idle stack with nothing but defaults, or with every service switched on, would be billed for."""
    for values, stack in stacks:
        if _nothing_chosen(data, values):
            for name, body in stack.resources.items():
                if body["Type"] in FEES:
                    yield f"{name}: it costs a fixed fee, and nobody chose it"


def change_faults(data: Mapping[str, Any], stacks: Stacks) -> Iterator[str]:
    """Remediations that run by themselves, and associations that do more than report, though the user chose nothing."""
    for values, stack in stacks:
        if _nothing_chosen(data, values):
            for name, properties in stack.of_type("AWS::SSM::Association").items():
                if properties["Parameters"].get("DryRun") != ["true"]:
                    yield f"{name}: it repairs by itself, and nobody chose it"
            for name, properties in stack.of_type("AWS::Config::RemediationConfiguration").items():
                if as_text(properties.get("Automatic", False)) != "false":
                    yield f"{name}: it repairs by itself, and nobody chose it"


def scope_faults(data: Mapping[str, Any], stacks: Stacks, scope: Scope) -> Iterator[str]:
    """What a stack outside the home Region makes though an account has it only once."""
    for values, stack in stacks:
        if not values.get("HomeRegion"):
            continue
        for name, body in stack.resources.items():
            if scope is Scope.HOME or body["Type"].startswith(GLOBAL):
                yield f"{name}: it is made outside the home Region"


def _nothing_chosen(data: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Whether every choice is the default one; a number, another name and a switch of a whole part choose nothing."""
    if not CHOOSES.isdisjoint(name for name, value in values.items() if value):
        return False
    for name, value in values.items():
        allowed = data["Parameters"][name].get("AllowedValues", ())
        if allowed and not name.startswith("Deploy") and as_text(value) != as_text(data["Parameters"][name]["Default"]):
            return False
    return True
