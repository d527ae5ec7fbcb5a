"""The buckets of a template, the policies that the template gives them, and the ARNs that mean them.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-arn-format.html
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from generator.lint.nodes import Declared, resources, written
from generator.lint.policy_conditions import Request, conditions_hold
from generator.lint.policy_statements import (
    Maybe,
    Statement,
    all_of,
    any_of,
    is_wholly_known,
    statements_of,
)
from generator.permissions.matching import text_matches

ARN: Final = re.compile(r"arn:[\w-]+:s3:::(?P<bucket>(?:\$\{[^}]+\}|[^/$])+)(?P<key>/.*)?", re.DOTALL)
OF_RESOURCE: Final = re.compile(r"\$\{(\w+)\.Arn\}")


@dataclass(frozen=True)
class Bucket:
    """One bucket with the policies that the template gives it, ``None`` where one of them may be its.

    ``names`` are the forms in which its name is written, ``others`` those of what certainly is another.
    """

    declared: Declared
    names: frozenset[str]
    others: frozenset[str]
    policies: tuple[Declared, ...] | None

    @property
    def logical_id(self) -> str:
        """Its name in the template."""
        return self.declared.logical_id

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement of its policies."""
        return tuple(each for policy in self.policies or () for each in statements_of(policy, "bucket"))

    @property
    def is_known(self) -> bool:
        """Whether all that its policies say is written out."""
        return self.policies is not None and all(map(is_wholly_known, self.policies))

    def is_meant(self, name: str) -> Maybe:
        """Whether a name of a bucket, as far as it is written, is this one's."""
        if name in self.names or name == "*":
            return True
        if name in self.others:
            return False
        if "*" in name or "?" in name:
            return None
        return None if "${" in name or self._name_is_open else False

    @property
    def _name_is_open(self) -> bool:
        given = self.names - {f"${{{self.logical_id}}}"}
        return not given or any("${" in each for each in given)

    def is_resource(self, arn: str | None, key: str | None) -> Maybe:
        """Whether an ARN in a policy means the object of this key, the bucket itself where there is no key."""
        if arn is None:
            return None
        if arn == "*":
            return True
        plain = OF_RESOURCE.sub(r"arn:aws:s3:::${\1}", arn.replace("${AWS::Partition}", "aws"))
        match = ARN.fullmatch(plain)
        if match is None:
            return None if "${" in arn else False
        bucket, pattern = match["bucket"], match["key"]
        if "*" in bucket and pattern is None:
            # A wildcard in the last part of an ARN reaches over the slash, into the keys of objects.
            return True if bucket.removesuffix("*") in self.names else None if self.is_meant(bucket) is None else False
        return all_of([self.is_meant(bucket), _key_matches(pattern, key)])

    def refuses(self, statement: Statement, action: str, key: str | None, request: Request) -> Maybe:
        """Whether a statement denies anyone an action on the object of this key, or on the bucket itself."""
        if statement.effect == "Allow":
            return False
        return all_of(
            [
                statement.has_action(action),
                statement.is_for_everyone(),
                self.is_about(statement, key),
                conditions_hold(statement, request),
            ]
        )

    def is_about(self, statement: Statement, key: str | None) -> Maybe:
        """Whether the resources of a statement are the object of this key, or the bucket itself."""
        if "NotResource" in statement.place.value:
            return None
        return any_of(self.is_resource(text, key) for _, text in statement.texts("Resource"))


def _key_matches(pattern: str | None, key: str | None) -> Maybe:
    if pattern is None or key is None:
        return pattern is None and key is None
    return None if "${" in pattern else text_matches(pattern, f"/{key}")


def buckets(template: Mapping[str, Any]) -> Iterator[Bucket]:
    """Every bucket of the template."""
    policies = list(resources(template, "AWS::S3::BucketPolicy"))
    names = {each.logical_id: _names_of(each) for each in resources(template, "AWS::S3::Bucket")}
    references = {f"${{{each.logical_id}}}" for each in resources(template)}
    for bucket in resources(template, "AWS::S3::Bucket"):
        own = names[bucket.logical_id]
        others = references.union(*names.values()) - own
        alone = Bucket(bucket, own, frozenset(others), ())
        yield replace(alone, policies=_policies_of(alone, policies))


def _names_of(bucket: Declared) -> frozenset[str]:
    named = (written(each.value) for each in bucket.at("BucketName"))
    return frozenset({f"${{{bucket.logical_id}}}", *(each for each in named if each is not None)})


def _policies_of(bucket: Bucket, policies: list[Declared]) -> tuple[Declared, ...] | None:
    found = []
    for policy in policies:
        texts = [written(each.value) for each in policy.at("Bucket")]
        meant = any_of(None if text is None else bucket.is_meant(text) for text in texts)
        if meant is None:
            return None
        if meant:
            found.append(policy)
    return tuple(found)


def bucket_named(found: list[Bucket], name: str | None) -> Bucket | None:
    """The bucket of the template that a name, or an ARN, certainly means."""
    if name is None:
        return None
    match = ARN.fullmatch(OF_RESOURCE.sub(r"arn:aws:s3:::${\1}", name.replace("${AWS::Partition}", "aws")))
    plain = match["bucket"] if match else name
    return next((each for each in found if plain in each.names), None)
