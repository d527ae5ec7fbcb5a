"""Account policies of CloudWatch Logs, which moto does not have: data protection is checked, other types are kept as they come.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html
"""

import json
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows

STORE: Final = "log account policies"
DATA_PROTECTION: Final = "DATA_PROTECTION_POLICY"
DELIVERY: Final = "delivery.logs.amazonaws.com"


def put(call: Call) -> Answer:
    """Create a policy, or replace the one of its type and name."""
    given = call.parameters
    key = f"{given['policyType']} {given['policyName']}"
    if given["policyType"] == DATA_PROTECTION:
        others = [each for each in _store(call) if each.startswith(f"{DATA_PROTECTION} ") and each != key]
        if others:
            raise call.refuse("LimitExceededException", "Resource limit exceeded: one data protection policy.")
        _check(call, str(given["policyDocument"]))
    _store(call)[key] = {**given, "accountId": call.account.account_id}
    return {"accountPolicy": _store(call)[key]}


def describe(call: Call) -> Answer:
    """Those of a type, or the one of a name too."""
    given = call.parameters
    found = [each for each in _store(call).values() if each["policyType"] == given["policyType"]]
    return {"accountPolicies": [each for each in found if given.get("policyName") in (None, each["policyName"])]}


def delete(call: Call) -> Answer:
    """By type and name."""
    key = f"{call.parameters['policyType']} {call.parameters['policyName']}"
    if _store(call).pop(key, None) is None:
        raise call.refuse("ResourceNotFoundException", "The specified policy does not exist.")
    return {}


def _store(call: Call) -> dict[str, Any]:
    return call.account.store(STORE)


def _check(call: Call, text: str) -> None:
    """Two statements, that report and mask the same data; the group of the reports is there, and may be written."""
    try:
        document = json.loads(text)
        report, mask = document["Statement"]
        group = report["Operation"]["Audit"]["FindingsDestination"].get("CloudWatchLogs", {}).get("LogGroup")
        masked = mask["Operation"]["Deidentify"]["MaskConfig"] == {}
    except (ValueError, KeyError) as error:
        raise call.refuse(
            "InvalidParameterException", f"A statement that audits and one that masks: {error}"
        ) from error
    if not masked or report["DataIdentifier"] != mask["DataIdentifier"] or not mask["DataIdentifier"]:
        raise call.refuse("InvalidParameterException", "Both statements must name the same data.")
    for name in mask["DataIdentifier"]:
        if not name.startswith(f"arn:{call.account.partition}:dataprotection::aws:data-identifier/"):
            raise call.refuse("InvalidParameterException", f"{name} is no data identifier.")
    if group is not None:
        _check_group(call, group)


def _check_group(call: Call, group: str) -> None:
    """AWS adds what the resource policies lack where the caller may do so; here the template must have said it."""
    account = call.account
    logs = account.client("logs")
    if group not in {each["logGroupName"] for each in logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]}:
        raise call.refuse("ResourceNotFoundException", f"The log group {group} does not exist.")
    place = f"arn:{account.partition}:logs:{account.region}:{account.account_id}"
    context = {"aws:SourceAccount": account.account_id, "aws:SourceArn": f"{place}:*"}
    policies = [each["policyDocument"] for each in logs.describe_resource_policies()["resourcePolicies"]]
    for action in ("logs:CreateLogStream", "logs:PutLogEvents"):
        resource = f"{place}:log-group:{group}:log-stream:report"
        if not allows(policies, Attempt(action, resource, service=DELIVERY, context=context)):
            raise call.refuse("AccessDeniedException", f"No resource policy lets {DELIVERY} call {action} on {group}.")


DOUBLES: Final = {
    ("logs", "PutAccountPolicy"): put,
    ("logs", "DescribeAccountPolicies"): describe,
    ("logs", "DeleteAccountPolicy"): delete,
}
