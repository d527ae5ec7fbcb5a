"""Config rules with a policy of their own (Guard), which moto does not have: kept in moto beside the managed ones.

https://docs.aws.amazon.com/config/latest/APIReference/API_Source.html
"""

from collections.abc import Mapping
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call

MESSAGES: Final = ("ConfigurationItemChangeNotification", "OversizedConfigurationItemChangeNotification")
# moto makes rules of managed ones only; the source is changed as soon as the rule is made.
STAND_IN: Final = {"Owner": "AWS", "SourceIdentifier": "ROOT_ACCOUNT_MFA_ENABLED"}


def put(call: Call) -> Answer | None:
    """Add or replace a rule with a policy; moto takes the others."""
    from moto.config.models import SourceDetail, config_backends

    rule = call.parameters["ConfigRule"]
    given = rule["Source"]
    if given["Owner"] != "CUSTOM_POLICY":
        return None
    _check(call, given)
    rules = config_backends[call.account.account_id][call.account.region]
    rules.put_config_rule({**rule, "Source": STAND_IN}, list(call.parameters.get("Tags", ())))
    source: Any = rules.config_rules[rule["ConfigRuleName"]].source
    source.owner, source.source_identifier = given["Owner"], None
    source.source_details = [SourceDetail(each["EventSource"], each["MessageType"]) for each in given["SourceDetails"]]
    # Config answers the text of a policy to GetCustomRulePolicy only.
    source.custom_policy_details = {
        key: value for key, value in given["CustomPolicyDetails"].items() if key != "PolicyText"
    }
    return {}


def _check(call: Call, source: Mapping[str, Any]) -> None:
    invalid = "InvalidParameterValueException"
    if not source.get("CustomPolicyDetails", {}).get("PolicyText"):
        raise call.refuse(invalid, "CustomPolicyDetails with a PolicyText are required when the owner is CUSTOM_POLICY")
    if not source.get("SourceDetails"):
        raise call.refuse(invalid, "SourceDetails should be provided if the owner is CUSTOM_POLICY")
    for detail in source["SourceDetails"]:
        if detail.get("MessageType") not in MESSAGES or "MaximumExecutionFrequency" in detail:
            raise call.refuse(invalid, f"A rule with a policy runs on changes only: {', '.join(MESSAGES)}")


DOUBLES: Final = {("config", "PutConfigRule"): put}
