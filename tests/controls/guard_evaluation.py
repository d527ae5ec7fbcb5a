"""What AWS Config would say of a configuration item by a Guard policy.

https://docs.aws.amazon.com/config/latest/developerguide/config-item-table.html
"""

import json
from typing import Any

from cfn_guard_rs.cfn_guard_rs import run_checks_rs

COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE = RESULTS = ("COMPLIANT", "NON_COMPLIANT", "NOT_APPLICABLE")
_RESULTS = {"PASS": COMPLIANT, "FAIL": NON_COMPLIANT, "SKIP": NOT_APPLICABLE}


def configuration_item(resource_type: str, configuration: Any, **more: Any) -> dict[str, Any]:
    """A resource as Config records it; ``configuration`` is what the service, or CloudFormation's registry, says of it."""
    return {
        "version": "1.3",
        "accountId": "123456789012",
        "configurationItemCaptureTime": "2025-01-01T00:00:00.000Z",
        "configurationItemStatus": "OK" if configuration is not None else "ResourceDeleted",
        "configurationStateId": "1735689600000",
        "awsRegion": "eu-west-1",
        "availabilityZone": "Not Applicable",
        "resourceType": resource_type,
        "resourceId": "one",
        "resourceName": "one",
        "tags": {},
        "relatedEvents": [],
        "relationships": [],
        "configuration": configuration,
        "supplementaryConfiguration": {},
        **more,
    }


def evaluate(policy: str, item: dict[str, Any]) -> str:
    """COMPLIANT, NON_COMPLIANT or NOT_APPLICABLE; raises ValueError for a policy that Guard cannot read or evaluate."""
    # The package's own reader of the answer does not know reports of clauses joined by ``or``.
    return _RESULTS[json.loads(run_checks_rs(json.dumps(item), policy, False))["status"]]
