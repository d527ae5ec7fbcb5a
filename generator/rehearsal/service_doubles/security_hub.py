"""What a hub of Security Hub holds, which moto lacks: standards, custom actions, automation rules and insights.

Which controls a standard has is not known here: any id of an enabled standard can be disabled.

https://docs.aws.amazon.com/securityhub/1.0/APIReference/Welcome.html
"""

import re
from datetime import UTC, datetime
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call

STANDARDS: Final = {
    "aws-foundational-security-best-practices": ("1.0.0",),
    "aws-resource-tagging-standard": ("1.0.0",),
    "cis-aws-foundations-benchmark": ("1.4.0", "3.0.0", "5.0.0"),
    "nist-800-171": ("2.0.0",),
    "nist-800-53": ("5.0.0",),
    "pci-dss": ("3.2.1", "4.0.1"),
}
NOT_FOUND: Final = "ResourceNotFoundException"
KINDS: Final = ("standards", "controls", "actions", "automation rules", "insights")


def kept(call: Call, kind: str) -> dict[str, Any]:
    """What the hub has of a kind; the refusal of an account that has no hub."""
    from botocore.exceptions import ClientError

    try:
        call.account.client("securityhub").describe_hub()
    except ClientError as error:
        message = f"Account {call.account.account_id} is not subscribed to AWS Security Hub"
        raise call.refuse("InvalidAccessException", message) from error
    return call.account.store(f"security hub {kind}")


def aggregators(call: Call) -> dict[str, Any]:
    """The account's aggregators by ARN, whatever their Region; the refusal of an account that has no hub here."""
    kept(call, "standards")
    return call.account.in_region(call.account.owner.region).store("security hub aggregators")


def arn_of(call: Call, resource: str) -> str:
    """The ARN of what the account has in the Region."""
    account = call.account
    return f"arn:{account.partition}:securityhub:{account.region}:{account.account_id}:{resource}"


def taken(call: Call, kind: str, member: str) -> str:
    """The ARN that the call names."""
    arn = str(call.parameters[member])
    if arn not in kept(call, kind):
        raise call.refuse(NOT_FOUND, f"{arn} was not found")
    return arn


def disable(call: Call) -> None:
    """All of it goes with the hub, which moto disables."""
    own = aggregators(call)
    for arn, found in list(own.items()):
        if found["FindingAggregationRegion"] == call.account.region:
            del own[arn]
    for kind in KINDS:
        kept(call, kind).clear()


def published(call: Call, arn: str) -> tuple[str, str]:
    """Name and version of the standard that AWS publishes in the Region by this ARN; the refusal of another ARN."""
    head = f"arn:{call.account.partition}:securityhub:{call.account.region}::standards/"
    path, _, version = arn.removeprefix(head).partition("/v/")
    if not arn.startswith(head) or version not in STANDARDS.get(path, ()):
        raise call.refuse("InvalidInputException", f"The standard {arn} does not exist")
    return path, version


def enable_standards(call: Call) -> Answer:
    """Each by an ARN that AWS publishes."""
    standards, enabled = kept(call, "standards"), []
    for request in call.parameters["StandardsSubscriptionRequests"]:
        arn = str(request["StandardsArn"])
        path, version = published(call, arn)
        subscription = arn_of(call, f"subscription/{path}/v/{version}")
        standards[subscription] = {
            "StandardsSubscriptionArn": subscription,
            "StandardsArn": arn,
            "StandardsInput": {},
            "StandardsStatus": "READY",
        }
        enabled.append(standards[subscription])
    return {"StandardsSubscriptions": enabled}


def disable_standards(call: Call) -> Answer:
    """Those that are enabled."""
    standards = kept(call, "standards")
    arns = [str(arn) for arn in call.parameters["StandardsSubscriptionArns"]]
    return {"StandardsSubscriptions": [standards.pop(arn) for arn in arns if arn in standards]}


def enabled_standards(call: Call) -> Answer:
    """All of them."""
    return {"StandardsSubscriptions": list(kept(call, "standards").values())}


def update_control(call: Call) -> Answer:
    """Of an enabled standard; to disable one takes a reason."""
    arn = str(call.parameters["StandardsControlArn"])
    subscription = arn.replace(":control/", ":subscription/").rsplit("/", 1)[0]
    if subscription not in kept(call, "standards"):
        raise call.refuse(NOT_FOUND, f"The control {arn} was not found")
    disabled = call.parameters["ControlStatus"] == "DISABLED"
    if disabled and not call.parameters.get("DisabledReason"):
        raise call.refuse("InvalidInputException", "DisabledReason is required")
    controls = kept(call, "controls")
    if disabled:
        controls[arn] = call.parameters["DisabledReason"]
    else:
        controls.pop(arn, None)
    return {}


def create_action(call: Call) -> Answer:
    """With an id of at most 20 letters and digits, and a name of at most 20 characters."""
    actions, own = kept(call, "actions"), str(call.parameters["Id"])
    if not re.fullmatch("[A-Za-z0-9]{1,20}", own) or len(call.parameters["Name"]) > 20:
        raise call.refuse("InvalidInputException", "An action target has an id and a name of at most 20 characters")
    arn = arn_of(call, f"action/custom/{own}")
    if arn in actions:
        raise call.refuse("ResourceConflictException", f"The action target {own} already exists")
    actions[arn] = dict(call.parameters)
    return {"ActionTargetArn": arn}


def update_action(call: Call) -> Answer:
    """Its words."""
    arn = taken(call, "actions", "ActionTargetArn")
    kept(call, "actions")[arn] |= {
        key: call.parameters[key] for key in ("Name", "Description") if key in call.parameters
    }
    return {}


def delete_action(call: Call) -> Answer:
    """By its ARN."""
    arn = taken(call, "actions", "ActionTargetArn")
    del kept(call, "actions")[arn]
    return {"ActionTargetArn": arn}


def create_rule(call: Call) -> Answer:
    """Rules may share a name and an order."""
    rules = kept(call, "automation rules")
    arn = arn_of(call, f"automation-rule/00000000-0000-4000-8000-{len(rules):012}")
    now = datetime.now(UTC)
    rules[arn] = {
        **call.parameters,
        "RuleArn": arn,
        "CreatedAt": now,
        "UpdatedAt": now,
        "CreatedBy": call.account.account_id,
    }
    return {"RuleArn": arn}


def get_rules(call: Call) -> Answer:
    """By their ARNs."""
    rules = kept(call, "automation rules")
    return {"Rules": [rules[arn] for arn in call.parameters["AutomationRulesArns"] if arn in rules]}


def update_rules(call: Call) -> Answer:
    """What is given is replaced."""
    rules = kept(call, "automation rules")
    for item in call.parameters["UpdateAutomationRulesRequestItems"]:
        if item["RuleArn"] not in rules:
            raise call.refuse(NOT_FOUND, f"{item['RuleArn']} was not found")
        rules[item["RuleArn"]].update(item, UpdatedAt=datetime.now(UTC))
    return {"ProcessedAutomationRules": [], "UnprocessedAutomationRules": []}


def delete_rules(call: Call) -> Answer:
    """By their ARNs."""
    rules = kept(call, "automation rules")
    for arn in call.parameters["AutomationRulesArns"]:
        rules.pop(arn, None)
    return {"ProcessedAutomationRules": list(call.parameters["AutomationRulesArns"]), "UnprocessedAutomationRules": []}


def create_insight(call: Call) -> Answer:
    """At most 100 of an account and Region."""
    insights = kept(call, "insights")
    if len(insights) >= 100:
        raise call.refuse("LimitExceededException", "The account has the maximum number of insights")
    arn = arn_of(call, f"insight/{call.account.account_id}/custom/00000000-0000-4000-8000-{len(insights):012}")
    insights[arn] = {**call.parameters, "InsightArn": arn}
    return {"InsightArn": arn}


def update_insight(call: Call) -> Answer:
    """What is given is replaced."""
    kept(call, "insights")[taken(call, "insights", "InsightArn")].update(call.parameters)
    return {}


def delete_insight(call: Call) -> Answer:
    """By its ARN."""
    arn = taken(call, "insights", "InsightArn")
    del kept(call, "insights")[arn]
    return {"InsightArn": arn}


def get_insights(call: Call) -> Answer:
    """All of them."""
    return {"Insights": list(kept(call, "insights").values())}


DOUBLES: Final = {
    ("securityhub", operation): answer
    for operation, answer in {
        "BatchDeleteAutomationRules": delete_rules,
        "BatchDisableStandards": disable_standards,
        "BatchEnableStandards": enable_standards,
        "BatchGetAutomationRules": get_rules,
        "BatchUpdateAutomationRules": update_rules,
        "CreateActionTarget": create_action,
        "CreateAutomationRule": create_rule,
        "CreateInsight": create_insight,
        "DeleteActionTarget": delete_action,
        "DeleteInsight": delete_insight,
        "DisableSecurityHub": disable,
        "GetEnabledStandards": enabled_standards,
        "GetInsights": get_insights,
        "UpdateActionTarget": update_action,
        "UpdateInsight": update_insight,
        "UpdateStandardsControl": update_control,
    }.items()
}
