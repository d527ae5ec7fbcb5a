"""The severity that AWS Security Hub gives a finding of each of its controls.

https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html
"""

import functools
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

SEVERITIES = ("CRITICAL", "HIGH", "MEDIUM", "LOW")
"""The worst first."""


def severity(ids: Iterable[str]) -> str | None:
    """The worst severity of the controls ``ids`` (``S3.14``); None where none of them is known."""
    found = {_by_id()[each] for each in ids if each in _by_id()}
    return next((each for each in SEVERITIES if each in found), None)


@functools.cache
def _by_id() -> Mapping[str, str]:
    found = json.loads(Path(__file__).with_name("security_hub_severities.json").read_text("utf-8"))["severities"]
    return {each: name for name, ids in found.items() for each in ids}
