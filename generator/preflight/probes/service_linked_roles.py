"""Service-linked roles: CloudFormation fails to make one that the account has.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-servicelinkedrole.html
"""

from collections.abc import Iterator

from generator.preflight.finding import Finding, Level
from generator.preflight.launch import CREATE, EXISTING, Launch
from generator.preflight.place import Place
from generator.preflight.probe import Probe

TYPE = "AWS::IAM::ServiceLinkedRole"


def look(place: Place) -> Iterator[Finding]:
    listed = place.call("iam", "ListRoles", PathPrefix="/aws-service-role/")["Roles"]
    there = {role["Path"].split("/")[2]: role["RoleName"] for role in listed}
    for launch in place.launches:
        for logical_id, body in launch.body["Resources"].items():
            if body["Type"] == TYPE:
                yield _decided(launch, logical_id, there.get(body["Properties"]["AWSServiceName"], ""))


def _decided(launch: Launch, logical_id: str, role: str) -> Finding:
    """Absent, one keeps what the file says: most services make theirs when they are enabled, and EXISTING leaves it to them."""
    parameter = logical_id.replace("RoleFor", "RoleOf")
    value = launch.values[parameter]
    if not role:
        said = "not there" if value == CREATE else "not there: the service makes it when it is enabled"
    elif role == launch.owned.get(logical_id):
        said, value = f"{role} is of this article's stack {launch.stack}: an update keeps it", CREATE
    else:
        said, value = f"{role} is there", EXISTING
    launch.values[parameter] = value
    return Finding(Level.DECIDED, "service-linked role", said, (launch.article,), {parameter: value})


PROBE = Probe(calls=("iam:ListRoles",), decides=("ServiceLinkedRoleOf*",), look=look)
