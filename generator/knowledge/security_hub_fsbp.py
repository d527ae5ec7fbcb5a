"""The controls that AWS Security Hub checks for AWS Foundational Security Best Practices.

https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html
"""

import functools
import json
from collections.abc import Iterable
from pathlib import Path


def is_best_practice(ids: Iterable[str]) -> bool:
    """Whether one of the controls ``ids`` (``S3.14``) belongs to the standard."""
    return not _ids().isdisjoint(ids)


@functools.cache
def _ids() -> frozenset[str]:
    found = json.loads(Path(__file__).with_name("security_hub_fsbp.json").read_text("utf-8"))
    return frozenset(found["controls"])
