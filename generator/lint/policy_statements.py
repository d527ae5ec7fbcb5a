"""The policies that a template writes, statement by statement: what is certain of them, and what only a stack decides.

A question has three answers: True, False, and None where the template does not tell.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from generator.lint.nodes import Declared, Path, Place, at, function, resources, written
from generator.permissions.matching import action_matches

RESOURCE_POLICIES: Final = {
    "AWS::S3::BucketPolicy": ("bucket", "PolicyDocument"),
    "AWS::SNS::TopicPolicy": ("topic", "PolicyDocument"),
    "AWS::SQS::QueuePolicy": ("queue", "PolicyDocument"),
    "AWS::KMS::Key": ("key", "KeyPolicy"),
    "AWS::KMS::ReplicaKey": ("key", "KeyPolicy"),
    "AWS::SecretsManager::ResourcePolicy": ("secret", "ResourcePolicy"),
    "AWS::ECR::Repository": ("repository", "RepositoryPolicyText"),
    "AWS::IAM::Role": ("role", "AssumeRolePolicyDocument"),
}
"""By type, what kind of thing a policy is of, and the property that holds it."""
IDENTITY_POLICIES: Final = {
    "AWS::IAM::Role": ("Policies", "*", "PolicyDocument"),
    "AWS::IAM::User": ("Policies", "*", "PolicyDocument"),
    "AWS::IAM::Group": ("Policies", "*", "PolicyDocument"),
    "AWS::IAM::Policy": ("PolicyDocument",),
    "AWS::IAM::ManagedPolicy": ("PolicyDocument",),
    "AWS::IAM::RolePolicy": ("PolicyDocument",),
    "AWS::IAM::UserPolicy": ("PolicyDocument",),
    "AWS::IAM::GroupPolicy": ("PolicyDocument",),
    "AWS::SSO::PermissionSet": ("InlinePolicy",),
}
IDENTITY: Final = "identity"
HOW_ONLY: Final = re.compile(
    r"aws:(securetransport|requestedregion|currenttime|epochtime|useragent|referer|multifactorauthage)|s3:tlsversion"
    r"|s3:x-amz-.*|s3:signatureversion|s3:authtype|sns:protocol"
)
"""Condition keys that say how a request is made, not by whom or for whom; in lower case."""
REGION: Final = re.compile(r"\.(\$\{AWS::Region\}|[a-z]{2,4}(-[a-z]+)+-\d)$")
UNKNOWN_KEY: Final = "?"

Maybe = bool | None


def any_of(answers: Iterable[Maybe]) -> Maybe:
    """True where one is, None where one may be."""
    found = set(answers)
    return True if True in found else None if None in found else False


def all_of(answers: Iterable[Maybe]) -> Maybe:
    """False where one is not, None where one may not be."""
    found = set(answers)
    return False if False in found else None if None in found else True


@dataclass(frozen=True)
class Statement:
    """One statement of a policy, of ``kind`` (``bucket``, ``key``, ``role`` for a trust policy, ``identity``, ...)."""

    kind: str
    owner: Declared
    place: Place

    @cached_property
    def effect(self) -> str | None:
        """``Allow`` or ``Deny``, ``None`` where it is neither or is not known."""
        found = self.place.value.get("Effect")
        return found if found in ("Allow", "Deny") else None

    @property
    def path(self) -> Path:
        """Where the statement stands."""
        return self.place.path

    def texts(self, *steps: str) -> list[tuple[Place, str | None]]:
        """Every text at ``steps``, under every branch; ``None`` for what is no text."""
        return [(each, written(each.value)) for each in at(self.place, *steps, "*")]

    def has_action(self, action: str) -> Maybe:
        """Whether the statement is about an action."""
        if "NotAction" in self.place.value:
            named = any_of(_action_matches(text, action) for _, text in self.texts("NotAction"))
            return None if named is None else not named
        return any_of(_action_matches(text, action) for _, text in self.texts("Action"))

    def is_for_everyone(self) -> Maybe:
        """Whether the principal is ``*``."""
        if "NotPrincipal" in self.place.value:
            return None
        if any(function(each.value) for each in at(self.place, "Principal")):
            return None
        return any(text == "*" for _, text in self.texts("Principal") + self.texts("Principal", "AWS"))

    def services(self) -> list[tuple[Place, str | None]]:
        """The service principals by their short names (``logs``, ``delivery.logs``), ``None`` for one that is not known."""
        return [
            (place, None if text is None else service_name(text)) for place, text in self.texts("Principal", "Service")
        ]

    def lets_in(self, service: str) -> Maybe:
        """Whether a service, by its short name, is among the principals; ``*`` may stand for it."""
        if self.is_for_everyone() is not False:
            return None
        return any_of(None if name is None else name in (service, "*") for _, name in self.services())

    @cached_property
    def condition_keys(self) -> frozenset[str]:
        """The keys of its conditions under any branch, in lower case; ``?`` where there may be others."""
        return frozenset(_condition_keys(self.place))

    @property
    def narrows(self) -> bool:
        """Whether a condition may say for whom or by whom; one whose only value is ``*`` does not."""
        return any(not HOW_ONLY.fullmatch(key) for key in self.condition_keys)


def _action_matches(pattern: str | None, action: str) -> Maybe:
    if pattern is None:
        return None
    return None if "${" in pattern and not action_matches(pattern, action) else action_matches(pattern, action)


def _condition_keys(place: Place) -> Iterator[str]:
    for condition in at(place, "Condition"):
        if not isinstance(condition.value, Mapping) or function(condition.value):
            yield UNKNOWN_KEY
            continue
        for operator in condition.value:
            for pairs in at(condition, operator):
                yield from _keys_of(pairs)


def _keys_of(pairs: Place) -> Iterator[str]:
    if not isinstance(pairs.value, Mapping) or function(pairs.value):
        yield UNKNOWN_KEY
        return
    for key in pairs.value:
        if {written(each.value) for each in at(pairs, key, "*")} != {"*"}:
            yield str(key).lower()


def service_name(principal: str) -> str | None:
    """``logs`` for ``logs.${AWS::Region}.amazonaws.com``; ``None`` where only a stack knows the service."""
    text = principal.replace("${AWS::URLSuffix}", "amazonaws.com").removesuffix(".cn")
    name = REGION.sub("", text.removesuffix(".amazonaws.com"))
    return None if "${" in name else name


def statements(template: Mapping[str, Any], *kinds: str) -> Iterator[Statement]:
    """Every statement that the template writes in policies of these kinds, of all kinds where none is named."""
    for resource in resources(template, *RESOURCE_POLICIES, *IDENTITY_POLICIES):
        yield from statements_of(resource, *kinds)


def statements_of(resource: Declared, *kinds: str) -> Iterator[Statement]:
    """The statements of a resource's own policies."""
    kind, name = RESOURCE_POLICIES.get(resource.type, ("", ""))
    if kind and (not kinds or kind in kinds):
        yield from (Statement(kind, resource, each) for each in _statements_in(resource.at(name)))
    steps = IDENTITY_POLICIES.get(resource.type)
    if steps and (not kinds or IDENTITY in kinds):
        yield from (Statement(IDENTITY, resource, each) for each in _statements_in(resource.at(*steps)))


def _statements_in(documents: Iterable[Place]) -> Iterator[Place]:
    for document in documents:
        for each in at(document, "Statement", "*"):
            if isinstance(each.value, Mapping) and function(each.value) is None:
                yield each


def is_wholly_known(resource: Declared) -> bool:
    """Whether every statement of a resource's policy is written out in the template; a policy that it lacks is."""
    _, name = RESOURCE_POLICIES[resource.type]
    return all(_is_written_out(document) for document in resource.at(name))


def _is_written_out(document: Place) -> bool:
    if not isinstance(document.value, Mapping) or function(document.value) or "Fn::Transform" in document.value:
        return False
    found = [each.value for each in at(document, "Statement", "*")]
    return bool(found) and all(isinstance(each, Mapping) and each.get("Effect") in ("Allow", "Deny") for each in found)


def has_transform(template: Mapping[str, Any]) -> bool:
    """Whether resources may come or change before the template is deployed: what is missing proves nothing then."""
    declared = template.get("Resources")
    return "Transform" in template or (
        isinstance(declared, Mapping) and any(str(name).startswith("Fn::") for name in declared)
    )
