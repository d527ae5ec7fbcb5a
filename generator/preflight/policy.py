"""The least IAM policy that a preflight needs: the actions behind the calls of its probes.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

from collections.abc import Iterable
from typing import Any

from generator.permissions.api_actions import required_actions
from generator.preflight.probe import Probe


def policy(needed: Iterable[Probe]) -> dict[str, Any]:
    """On all resources: what is there is not known before somebody looks."""
    actions = {
        required.action
        for probe in needed
        for call in probe.calls
        for required in required_actions(*call.split(":", 1))
    }
    statement = {"Sid": "Preflight", "Effect": "Allow", "Action": sorted(actions), "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [statement]}
