"""Public access to Redshift clusters: public, public under an Elastic IP address, private, exempt, and one that is paused."""

from collections.abc import Callable

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.service_doubles.redshift import redshift_cluster, redshift_state


def public(session: Session) -> str:
    """The address is one of AWS."""
    return redshift_cluster(session, "public", PubliclyAccessible=True)


def elastic(session: Session) -> str:
    """The address is one that the account holds, and that firewalls elsewhere know."""
    redshift_cluster(session, "elastic")
    address = session.client("ec2").allocate_address(Domain="vpc")["PublicIp"]
    client = session.client("redshift")
    client.modify_cluster(ClusterIdentifier="elastic", PubliclyAccessible=True, ElasticIp=address)
    return "elastic"


def private(session: Session) -> str:
    """Nothing to do."""
    return redshift_cluster(session, "private")


def exempt(session: Session) -> str:
    """Public on purpose."""
    return redshift_cluster(session, "exempt", PubliclyAccessible=True, tags={"baseline-exempt": "demo"})


def paused(session: Session) -> str:
    """A paused cluster takes no changes."""
    redshift_cluster(session, "paused", PubliclyAccessible=True)
    session.client("redshift").pause_cluster(ClusterIdentifier="paused")
    return "paused"


def compliant(session: Session, name: str) -> bool:
    """Whether the cluster is private."""
    return redshift_state(session, name)["PubliclyAccessible"] is False


def _case(make: Callable[[Session], str], ends: Ends = Ends.REPAIRED, refusal: str = "") -> Case:
    return Case(name=make.__name__, make=make, state=redshift_state, compliant=compliant, ends=ends, refusal=refusal)


SCENARIO = Scenario(
    (
        _case(public),
        _case(elastic),
        _case(private, Ends.UNCHANGED),
        _case(exempt, Ends.EXEMPT),
        _case(paused, Ends.REFUSED, "has not taken the change in nine minutes: paused"),
    )
)
