"""Which types of directories AWS Directory Service has in some Regions only.

https://docs.aws.amazon.com/directoryservice/latest/admin-guide/regions.html
"""

from typing import Final

SIMPLE_AD_REGIONS: Final = frozenset(
    {"ap-northeast-1", "ap-southeast-1", "ap-southeast-2", "eu-west-1", "us-east-1", "us-west-2"}
)
"""Regions with Simple AD. CloudFormation knows its resource type in others too."""
