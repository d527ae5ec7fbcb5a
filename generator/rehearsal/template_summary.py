"""What GetTemplateSummary and ValidateTemplate say of a template.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html
"""

import json
from collections.abc import Mapping
from typing import Any

from generator.template.capabilities import needed_capabilities
from generator.template.parameters import as_text
from generator.template.template import Template


def validation(template: Template) -> dict[str, Any]:
    """The answer of ValidateTemplate."""
    return {
        "Parameters": [_parameter(name, body) for name, body in template.parameters.items()],
        "Description": template.description,
        **_capabilities(template),
    }


def summary(template: Template) -> dict[str, Any]:
    """The answer of GetTemplateSummary."""
    declarations = [
        {
            **_parameter(name, body),
            "ParameterType": body["Type"],
            "ParameterConstraints": {"AllowedValues": [as_text(value) for value in body.get("AllowedValues", ())]},
        }
        for name, body in template.parameters.items()
    ]
    return {
        "Parameters": declarations,
        "Description": template.description,
        "ResourceTypes": sorted({resource["Type"] for resource in template.resources.values()}),
        "Version": "2010-09-09",
        "Metadata": json.dumps(template.metadata),
        **_capabilities(template),
    }


def _parameter(name: str, body: Mapping[str, Any]) -> dict[str, Any]:
    result = {
        "ParameterKey": name,
        "NoEcho": as_text(body.get("NoEcho", False)) == "true",
        "Description": str(body.get("Description", "")),
    }
    if "Default" in body:
        result["DefaultValue"] = as_text(body["Default"])
    return result


def _capabilities(template: Template) -> dict[str, Any]:
    needed = needed_capabilities(template)
    if not needed:
        return {}
    iam = sorted({body["Type"] for body in template.resources.values() if body["Type"].startswith("AWS::IAM::")})
    return {
        "Capabilities": list(needed),
        "CapabilitiesReason": f"The following resource(s) require capabilities: [{', '.join(iam)}]",
    }
