"""Conformance packs, whose document moto does not read: its rules are made in each account, and go with it.

A pack of an Organization is deployed at once into every account that is in it by then.

https://docs.aws.amazon.com/config/latest/APIReference/API_PutConformancePack.html
https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConformancePack.html
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit
from zlib import crc32

from generator.knowledge import limits
from generator.knowledge.config_rules import managed_rules
from generator.rehearsal.api_call import Answer, Call
from generator.template.errors import RequestRefused
from generator.template.parse import parse

if TYPE_CHECKING:
    from generator.rehearsal.account_region import AccountRegion

PACKS: Final = "conformance packs"
ORGANIZATION_PACKS: Final = "organization conformance packs"
RULE: Final = "AWS::Config::ConfigRule"
TRUSTED: Final = "config-multiaccountsetup.amazonaws.com"
OBJECT_BYTES: Final = 300 * 1024


def put(call: Call) -> Answer:
    """Make or replace the pack of the account."""
    name = str(call.parameters["ConformancePackName"])
    _deploy(call, call.account, name, _document(call))
    return {"ConformancePackArn": _arn(call, "conformance-pack", name)}


def delete(call: Call) -> Answer:
    """With its rules."""
    name = str(call.parameters["ConformancePackName"])
    _require(call, call.account, PACKS, name, "NoSuchConformancePackException")
    _remove(call.account, name)
    return {}


def describe(call: Call) -> Answer:
    """Those of the account."""
    wanted = call.parameters.get("ConformancePackNames")
    names = [name for name in call.account.store(PACKS) if not wanted or name in wanted]
    details = [
        {"ConformancePackName": name, "ConformancePackArn": _arn(call, "conformance-pack", name)} for name in names
    ]
    return {"ConformancePackDetails": details}


def put_of_organization(call: Call) -> Answer:
    """Make or replace it in every account that is not excluded; AWS Config has to be trusted by the Organization."""
    organizations = call.account.client("organizations")
    enabled = organizations.list_aws_service_access_for_organization()["EnabledServicePrincipals"]
    if TRUSTED not in {each["ServicePrincipal"] for each in enabled}:
        raise call.refuse("OrganizationAccessDeniedException", f"The Organization does not trust {TRUSTED}")
    name, document = str(call.parameters["OrganizationConformancePackName"]), _document(call)
    excluded = call.parameters.get("ExcludedAccounts", ())
    pages = organizations.get_paginator("list_accounts").paginate()
    accounts = [each["Id"] for page in pages for each in page["Accounts"] if each["Id"] not in excluded]
    for account in accounts:
        _deploy(
            call, call.account.owner.account_region(call.account.region, account), f"OrgConformsPack-{name}", document
        )
    call.account.store(ORGANIZATION_PACKS)[name] = accounts
    return {"OrganizationConformancePackArn": _arn(call, "organization-conformance-pack", name)}


def describe_of_organization(call: Call) -> Answer:
    """Those of the Organization."""
    wanted = call.parameters.get("OrganizationConformancePackNames")
    names = [name for name in call.account.store(ORGANIZATION_PACKS) if not wanted or name in wanted]
    arns = {name: _arn(call, "organization-conformance-pack", name) for name in names}
    found = [
        {"OrganizationConformancePackName": name, "OrganizationConformancePackArn": arn} for name, arn in arns.items()
    ]
    return {"OrganizationConformancePacks": found}


def delete_of_organization(call: Call) -> Answer:
    """In every account."""
    name = str(call.parameters["OrganizationConformancePackName"])
    _require(call, call.account, ORGANIZATION_PACKS, name, "NoSuchOrganizationConformancePackException")
    for account in call.account.store(ORGANIZATION_PACKS).pop(name):
        _remove(call.account.owner.account_region(call.account.region, account), f"OrgConformsPack-{name}")
    return {}


def _require(call: Call, account: "AccountRegion", store: str, name: str, code: str) -> None:
    if name not in account.store(store):
        raise call.refuse(code, f"There is no conformance pack {name}")


def _document(call: Call) -> Mapping[str, Any]:
    """The pack's document, of the object that the caller may read or of the request itself."""
    from botocore.exceptions import ClientError

    uri, body = call.parameters.get("TemplateS3Uri"), call.parameters.get("TemplateBody")
    if (uri is None) == (body is None):
        raise call.refuse("InvalidParameterValueException", "Specify one of TemplateS3Uri and TemplateBody")
    if uri is not None:
        place = urlsplit(str(uri))
        try:
            answer = call.account.client("s3").get_object(Bucket=place.netloc, Key=place.path.removeprefix("/"))
        except ClientError as error:
            raise call.refuse("InvalidParameterValueException", f"The template at {uri} cannot be read") from error
        body = answer["Body"].read().decode()
    most = OBJECT_BYTES if uri is not None else limits.CONFORMANCE_PACK_BODY_BYTES
    try:
        document = parse(str(body))
    except RequestRefused as error:
        raise call.refuse("ConformancePackTemplateValidationException", error.message) from error
    _check(call, document, len(str(body).encode()), most)
    return document


def _check(call: Call, document: Mapping[str, Any], size: int, most: int) -> None:
    problems = []
    if size > most or len(document.get("Resources", ())) > limits.CONFORMANCE_PACK_RULES:
        problems.append("the template is too large")
    if not document.get("Resources") or set(document) - {"Parameters", "Resources"}:
        problems.append("a template has Parameters and Resources")
    for name, resource in document.get("Resources", {}).items():
        source = resource.get("Properties", {}).get("Source", {})
        if resource.get("Type") != RULE:
            problems.append(f"{name} is no rule")
        elif source.get("Owner") == "AWS":
            rule = managed_rules().get(source.get("SourceIdentifier", ""))
            if rule is None or rule.is_available(call.account.region) is False:
                problems.append(f"{call.account.region} has no rule {source.get('SourceIdentifier')}")
    if problems:
        raise call.refuse("ConformancePackTemplateValidationException", "; ".join(problems))


def _deploy(call: Call, account: "AccountRegion", name: str, document: Mapping[str, Any]) -> None:
    client = account.client("config")
    if not client.describe_configuration_recorders()["ConfigurationRecorders"]:
        message = f"Account {account.account_id} has no configuration recorder"
        raise call.refuse("NoAvailableConfigurationRecorderException", message)
    _remove(account, name)
    given = {
        each["ParameterName"]: each["ParameterValue"]
        for each in call.parameters.get("ConformancePackInputParameters", ())
    }
    values = {key: given.get(key, body.get("Default")) for key, body in document.get("Parameters", {}).items()}
    made: list[str] = account.store(PACKS).setdefault(name, [])
    own = f"{crc32(name.encode()):08x}"
    for resource in document["Resources"].values():
        rule = dict(resource["Properties"])
        rule["ConfigRuleName"] = f"{rule['ConfigRuleName']}-conformance-pack-{own}"
        inputs = {
            key: values[value["Ref"]] if isinstance(value, dict) else value
            for key, value in rule.pop("InputParameters", {}).items()
        }
        client.put_config_rule(ConfigRule={**rule, **({"InputParameters": json.dumps(inputs)} if inputs else {})})
        made.append(rule["ConfigRuleName"])


def _remove(account: "AccountRegion", name: str) -> None:
    for rule in account.store(PACKS).pop(name, ()):
        account.client("config").delete_config_rule(ConfigRuleName=rule)


def _arn(call: Call, kind: str, name: str) -> str:
    account = call.account
    return f"arn:{account.partition}:config:{account.region}:{account.account_id}:{kind}/{name}/{name[:8]}"


DOUBLES: Final = {
    ("config", operation): answer
    for operation, answer in {
        "DeleteConformancePack": delete,
        "DeleteOrganizationConformancePack": delete_of_organization,
        "DescribeConformancePacks": describe,
        "DescribeOrganizationConformancePacks": describe_of_organization,
        "PutConformancePack": put,
        "PutOrganizationConformancePack": put_of_organization,
    }.items()
}
