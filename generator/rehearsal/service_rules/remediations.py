"""The remediation configurations of Config rules, which moto does not have: an unmodelled API with AWS's rules.

https://docs.aws.amazon.com/config/latest/APIReference/API_PutRemediationConfigurations.html
"""

import json
from collections.abc import Mapping
from typing import Any, Final

import yaml

from generator.rehearsal.api_call import Answer, Call

STORE: Final = "remediation configurations"
# Documents that AWS owns: they exist everywhere, and moto has only a few of them.
AWS_OWNED: Final = ("AWS-", "AWSConfigRemediation-", "AWSSupport-", "Amazon")


def put(call: Call) -> Answer:
    """Add or replace; the rule and the document must exist and the parameters must be the document's."""
    store = call.account.store(STORE)
    for configuration in call.parameters["RemediationConfigurations"]:
        _check(call, configuration)
    for configuration in call.parameters["RemediationConfigurations"]:
        name = configuration["ConfigRuleName"]
        arn = (
            f"arn:{call.account.partition}:config:{call.account.region}:{call.account.account_id}:"
            f"remediation-configuration/{name}/{name}"
        )
        store[name] = {"Automatic": False, **configuration, "Arn": arn}
    return {"FailedBatches": []}


def describe(call: Call) -> Answer:
    """Those of the named rules that have one."""
    store = call.account.store(STORE)
    found = [store[name] for name in call.parameters["ConfigRuleNames"] if name in store]
    return {"RemediationConfigurations": found}


def delete(call: Call) -> Answer:
    """Remove the configuration of one rule."""
    name = str(call.parameters["ConfigRuleName"])
    if call.account.store(STORE).pop(name, None) is None:
        raise call.refuse(
            "NoSuchRemediationConfigurationException", f"No RemediationConfiguration for rule {name} exists."
        )
    return {}


def _check(call: Call, configuration: Mapping[str, Any]) -> None:
    from botocore.exceptions import ClientError

    name = configuration["ConfigRuleName"]
    try:
        call.account.client("config").describe_config_rules(ConfigRuleNames=[name])
    except ClientError as error:
        raise call.refuse("NoSuchConfigRuleException", f"The Config rule {name} does not exist.") from error
    if configuration.get("Automatic"):
        for needed in ("MaximumAutomaticAttempts", "RetryAttemptSeconds"):
            if needed not in configuration:
                raise call.refuse("InvalidParameterValueException", f"{needed} is required when Automatic is true")
    _check_parameters(call, configuration)


def _check_parameters(call: Call, configuration: Mapping[str, Any]) -> None:
    target, given = str(configuration["TargetId"]), configuration.get("Parameters", {})
    for name, value in given.items():
        if len(value) != 1:
            raise call.refuse(
                "InvalidParameterValueException", f"parameter {name}: give either StaticValue or ResourceValue"
            )
    if target.startswith(AWS_OWNED):
        return
    declared = document_parameters(call, target, configuration.get("TargetVersion"))
    unknown = sorted(set(given) - set(declared))
    if unknown:
        raise call.refuse("InvalidParameterValueException", f"The document {target} has no parameter {unknown[0]}")
    missing = sorted(
        name for name, declaration in declared.items() if "default" not in declaration and name not in given
    )
    if missing:
        raise call.refuse("InvalidParameterValueException", f"The document {target} needs the parameter {missing[0]}")
    if configuration.get("Automatic") and "AutomationAssumeRole" not in given:
        raise call.refuse(
            "InsufficientPermissionsException",
            "Automatic remediation needs a role: the parameter AutomationAssumeRole with a StaticValue",
        )


def document_parameters(call: Call, name: str, version: str | None) -> dict[str, Any]:
    """What a document of the account declares, by name; refused where it does not exist."""
    from botocore.exceptions import ClientError

    asked = {"DocumentVersion": version} if version else {}
    try:
        document = call.account.client("ssm").get_document(Name=name, **asked)
    except ClientError as error:
        raise call.refuse("InvalidParameterValueException", f"The document {name} does not exist.") from error
    text = document["Content"]
    content = json.loads(text) if document.get("DocumentFormat", "JSON") == "JSON" else yaml.safe_load(text)
    parameters: dict[str, Any] = content.get("parameters", {})
    return parameters
