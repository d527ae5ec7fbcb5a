"""Transit gateways that accept attachments by themselves, with options and without, one that asks, and one that is exempt."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session


def gateway(session: Session, **options: str) -> str:
    """A transit gateway with ``options``."""
    made = session.client("ec2").create_transit_gateway(Description="hub", Options=options)
    return str(made["TransitGateway"]["TransitGatewayId"])


def accepts(session: Session) -> str:
    """It accepts by itself."""
    return gateway(session, AutoAcceptSharedAttachments="enable")


def accepts_with_options(session: Session) -> str:
    """It accepts by itself, and has options of its own beside that."""
    return gateway(session, AutoAcceptSharedAttachments="enable", DnsSupport="disable", VpnEcmpSupport="disable")


def asks(session: Session) -> str:
    """As EC2 makes it."""
    return gateway(session)


def exempt(session: Session) -> str:
    """It accepts by itself, and has the tag of exempt resources."""
    made = accepts(session)
    session.client("ec2").create_tags(Resources=[made], Tags=[{"Key": "baseline-exempt", "Value": "lab"}])
    return made


def state(session: Session, gateway_id: str) -> dict[str, Any]:
    """Every option."""
    (found,) = session.client("ec2").describe_transit_gateways(TransitGatewayIds=[gateway_id])["TransitGateways"]
    return dict(found["Options"])


def compliant(session: Session, gateway_id: str) -> bool:
    """It asks."""
    return bool(state(session, gateway_id)["AutoAcceptSharedAttachments"] == "disable")


SCENARIO = Scenario(
    (
        Case(name="accepts", make=accepts, state=state, compliant=compliant),
        Case(name="accepts, with other options", make=accepts_with_options, state=state, compliant=compliant),
        Case(name="asks already", make=asks, state=state, compliant=compliant, ends=Ends.UNCHANGED),
        Case(name="exempt by its tag", make=exempt, state=state, compliant=compliant, ends=Ends.EXEMPT),
    )
)
