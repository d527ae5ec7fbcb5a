"""Dynamic references to secrets, resolved where a resource is made, as CloudFormation does it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
"""

import json
import re
from typing import TYPE_CHECKING, Any, Final

from generator.template.errors import RequestRefused

if TYPE_CHECKING:
    from generator.rehearsal.account_region import AccountRegion

REFERENCE: Final = re.compile(
    r"\{\{resolve:secretsmanager:((?:arn:[^:}]*(?::[^:}]*){5})|[^:}]+):SecretString:([^:}]+)\}\}"
)


def resolved(value: Any, place: "AccountRegion") -> Any:
    """``value`` with the secrets in the places of their references; raises RequestRefused for a key that a secret lacks."""
    if isinstance(value, dict):
        return {key: resolved(item, place) for key, item in value.items()}
    if isinstance(value, list):
        return [resolved(item, place) for item in value]
    if isinstance(value, str) and "{{resolve:" in value:
        return REFERENCE.sub(lambda match: _secret(match.group(1), match.group(2), place), value)
    return value


def _secret(name: str, key: str, place: "AccountRegion") -> str:
    held = json.loads(place.client("secretsmanager").get_secret_value(SecretId=name)["SecretString"])
    if key not in held:
        raise RequestRefused(f"Could not find a value associated with JSONKey {key} in the secret {name}")
    return str(held[key])
