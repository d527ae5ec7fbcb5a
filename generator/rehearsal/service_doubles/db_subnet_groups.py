"""Changes of DB subnet groups: moto forgets a group that is changed.

https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSubnetGroup.html
"""

from typing import Final

from generator.rehearsal.api_call import Answer, Call


def modify(call: Call) -> Answer:
    """The group has the subnets, and the description if one is given, from now on."""
    from moto.ec2.models import ec2_backends
    from moto.rds.models import rds_backends

    place, given = call.account, call.parameters
    name = str(given["DBSubnetGroupName"])
    stored = rds_backends[place.account_id][place.region].subnet_groups.get(name)
    if stored is None:
        raise call.refuse("DBSubnetGroupNotFoundFault", f"Subnet Group {name} not found.")
    ec2 = ec2_backends[place.account_id][place.region]
    stored.subnets = [ec2.get_subnet(each) for each in given["SubnetIds"]]
    stored.description = given.get("DBSubnetGroupDescription", stored.description)
    return {"DBSubnetGroup": {"DBSubnetGroupName": name, "DBSubnetGroupDescription": stored.description}}


DOUBLES: Final = {("rds", "ModifyDBSubnetGroup"): modify}
