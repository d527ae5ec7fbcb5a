"""The input of a runbook that repairs a setting of the account: AWS Config reports the account's id as the resource.

https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
"""

from collections.abc import Mapping
from types import MappingProxyType

from generator.model import Input

ACCOUNT_ID = Input(
    name="AccountId",
    type="String",
    description="The account, which is the resource that the rule reports.",
    allowed_pattern="^[0-9]{12}$",
    value="RESOURCE_ID",
)
THE_ACCOUNT: Mapping[str, str] = MappingProxyType({"AccountId": "{{ AccountId }}"})
"""The event that tells a script which account it is about."""
