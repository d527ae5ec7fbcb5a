"""The principal of a service that, in Regions to which an account must opt in, goes by the name of the Region.

https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
https://docs.aws.amazon.com/macie/latest/user/discovery-results-repository-s3.html
"""

from awacs.aws import Principal
from troposphere import If, Sub

from generator.blocks.region_condition import inside_of
from generator.knowledge.regions import partitions
from generator.model import Condition

OPT_IN = "RunsInOptInRegion"


def in_opt_in_region() -> Condition:
    """What :func:`regional_service` asks for; to be yielded beside it."""
    opted = (region for partition in partitions().values() for region in partition.regions if region.opt_in)
    return inside_of(OPT_IN, [region.code for region in opted])


def regional_service(name: str) -> Principal:
    """``guardduty`` is ``guardduty.me-south-1.amazonaws.com`` there, and ``guardduty.amazonaws.com`` elsewhere."""
    return Principal("Service", If(OPT_IN, Sub(f"{name}.${{AWS::Region}}.amazonaws.com"), f"{name}.amazonaws.com"))
