"""How the private registry of the Region scans: its configuration is one for all repositories.

https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRegistryScanningConfiguration.html
"""

from collections.abc import Iterator

from generator.preflight.finding import Finding, Level
from generator.preflight.launch import EXISTING, Launch
from generator.preflight.place import Place
from generator.preflight.probe import Probe

TYPE = "AWS::ECR::RegistryScanningConfiguration"


def look(place: Place) -> Iterator[Finding]:
    current = place.call("ecr", "GetRegistryScanningConfiguration")["scanningConfiguration"]
    for launch in place.asking("EcrScanning"):
        yield _decided(launch, current.get("scanType", "BASIC"), bool(current.get("rules")))


def _decided(launch: Launch, kind: str, has_rules: bool) -> Finding:
    """The default of a registry has no rules; what has some is somebody's, and a stack would overwrite it."""
    value = launch.values["EcrScanning"]
    own = [name for name in launch.owned if launch.body["Resources"].get(name, {}).get("Type") == TYPE]
    if own:
        text = f"the configuration is of this article's stack {launch.stack}: an update keeps it"
    elif has_rules:
        text, value = f"the registry scans with rules ({kind}), which a stack would overwrite", EXISTING
    else:
        text = "the registry has no rules"
        value = "BASIC" if value == EXISTING else value
    launch.values["EcrScanning"] = value
    return Finding(Level.DECIDED, "registry scanning", text, (launch.article,), {"EcrScanning": value})


PROBE = Probe(calls=("ecr:GetRegistryScanningConfiguration",), decides=("EcrScanning",), look=look)
