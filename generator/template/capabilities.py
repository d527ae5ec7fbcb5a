"""Which capabilities a template needs.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
"""

from collections.abc import Iterable

from generator.knowledge.capabilities import capabilities
from generator.template.errors import RequestRefused
from generator.template.template import Template


def needed_capabilities(template: Template) -> tuple[str, ...]:
    """``CAPABILITY_NAMED_IAM``, ``CAPABILITY_IAM`` or none; resources under a condition count, as at AWS."""
    return capabilities(template.resources.values())


def check_capabilities(template: Template, given: Iterable[str]) -> None:
    """Refuse the request when a needed capability is not acknowledged."""
    acknowledged = set(given)
    unknown = acknowledged - {"CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"}
    if unknown:
        raise RequestRefused(f"Capabilities: [{', '.join(sorted(unknown))}] are not known")
    if "CAPABILITY_NAMED_IAM" in acknowledged:
        return
    missing = [name for name in needed_capabilities(template) if name not in acknowledged]
    if missing:
        raise RequestRefused(
            f"Requires capabilities : [{', '.join(missing)}]", code="InsufficientCapabilitiesException"
        )
