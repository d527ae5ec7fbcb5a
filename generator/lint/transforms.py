"""Templates that a transform or macro rewrites: what they say is not what CloudFormation makes.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-section-structure.html
"""

from collections.abc import Mapping
from typing import Any


def transforms(cfn: Any) -> list[str]:
    """The names in the template's Transform section, as they were before cfn-lint applied any."""
    before = getattr(cfn, "transform_pre", {}).get("Transform") or []
    return [each for each in (before if isinstance(before, list) else [before]) if isinstance(each, str)]


def as_written(cfn: Any) -> Mapping[str, Any]:
    """The template, ``{}`` where a transform makes another of it."""
    template = cfn.template
    rewritten = bool(transforms(cfn)) or "Transform" in template
    return {} if rewritten or not isinstance(template, Mapping) else template


def is_open(value: Any) -> bool:
    """Whether a mapping gets keys from a function such as Fn::Transform or Fn::ForEach."""
    return isinstance(value, Mapping) and any(isinstance(key, str) and key.startswith("Fn::") for key in value)
