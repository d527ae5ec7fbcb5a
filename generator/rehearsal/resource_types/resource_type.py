"""A row of the table: the boto3 calls that create, read, update and delete one CloudFormation resource type."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.rehearsal.account_region import AccountRegion

NAME_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


class Waits(Exception):
    """The resource cannot be completed before another one that no dependency names; it is tried again later."""


class AlreadyThere(Exception):
    """The name is taken."""


class NotModelled(Exception):
    """AWS has this property, attribute or operation, the double does not; the message names it."""


@dataclass
class Resource:
    """A resource while it is made, updated or deleted."""

    account: "AccountRegion"
    stack_name: str
    stack_id: str
    logical_id: str
    properties: dict[str, Any]
    physical_id: str = ""
    old_properties: dict[str, Any] = field(default_factory=dict)
    generation: int = 0
    """Counts replacements, so that a generated name differs from its predecessor's."""

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        """A boto3 call; parameters that are None are left out."""
        given = {name: value for name, value in parameters.items() if value is not None}
        answer: dict[str, Any] = getattr(self.account.client(service), operation)(**given)
        return answer

    def generated_name(self, limit: int, *, lower: bool = False) -> str:
        """``stack-logicalid-RANDOM``, the front shortened to fit ``limit`` characters; the same on every run."""
        seed = f"{self.stack_id}/{self.logical_id}/{self.generation}".encode()
        digits = hashlib.sha256(seed).digest()[:12]
        suffix = "".join(NAME_ALPHABET[byte % len(NAME_ALPHABET)] for byte in digits)
        front = f"{self.stack_name}-{self.logical_id}"[: limit - len(suffix) - 1].rstrip("-")
        name = f"{front}-{suffix}"
        return name.lower() if lower else name

    def name(self, property_name: str, limit: int, *, lower: bool = False) -> str:
        """The name that the template gives, or a generated one."""
        return str(self.properties.get(property_name) or self.generated_name(limit, lower=lower))

    def pick(self, *names: str, **renamed: str) -> dict[str, Any]:
        """The properties that are given, as call parameters; ``renamed`` maps parameter to property."""
        pairs = {**{name: name for name in names}, **renamed}
        return {name: self.properties[source] for name, source in pairs.items() if source in self.properties}


Attributes = Mapping[str, Any]


def _no_attributes(_: Resource) -> Attributes:
    return {}


@dataclass(frozen=True)
class ResourceType:
    """``create`` returns the physical id (what ``Ref`` gives); it may set ``physical_id`` early to be cleaned up."""

    name: str
    create: Callable[[Resource], str]
    delete: Callable[[Resource], object]
    attributes: Callable[[Resource], Attributes] = _no_attributes
    delete_to_snapshot: Callable[[Resource], object] | None = None
    """Deletes and leaves a snapshot, as DeletionPolicy: Snapshot asks; without one the type takes no such policy."""
    update: Callable[[Resource], object] | None = None
    """Changes in place; without one every changed property means a replacement."""
    stabilize: Callable[[Resource], object] | None = None
    """Raises Waits until the resource is complete."""
    waits_for: tuple[str, ...] = ()
    """Types that complete this one although no dependency says so."""
    name_property: str = ""
    """The property that names the resource, for replacements that would keep a taken name."""
    lateness: int = 0
    """Above 0 for types that others need without naming them: made last where the declared dependencies leave a choice."""
    taken: Callable[[Resource, str], bool] | None = None
    """Whether the name that the template gives exists already, for APIs that would silently overwrite it."""
    replaces: Callable[[Resource], bool] | None = None
    """Whether an update of a property that is not create-only still means a replacement."""


def by_id(service: str, operation: str, parameter: str) -> Callable[[Resource], object]:
    """A call that needs the physical id and nothing else, as most deletions."""
    return lambda resource: resource.call(service, operation, **{parameter: resource.physical_id})


def found_by(service: str, operation: str, parameter: str, listed: str = "") -> Callable[[Resource, str], bool]:
    """Whether a describing call finds a name; ``listed`` is the answer's list if the call takes a list of names."""

    def found(resource: Resource, name: str) -> bool:
        from botocore.exceptions import ClientError

        try:
            answer = resource.call(service, operation, **{parameter: [name] if listed else name})
        except ClientError:
            return False
        return bool(answer[listed]) if listed else True

    return found


def lower_camel(value: Any) -> Any:
    """Members with a small first letter, at every depth, as the older JSON APIs (Config, Logs) name them."""
    if isinstance(value, Mapping):
        return {key[:1].lower() + key[1:]: lower_camel(item) for key, item in value.items()}
    if isinstance(value, list):
        return [lower_camel(item) for item in value]
    return value
