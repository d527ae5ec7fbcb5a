"""Assessments of AWS Audit Manager.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-auditmanager-assessment.html
"""

from typing import Any

from generator.rehearsal.resource_types.resource_type import (
    Attributes,
    NotModelled,
    Resource,
    ResourceType,
    by_id,
    lower_camel,
)

NESTED = ("AssessmentReportsDestination", "Scope", "Roles")


def _create(resource: Resource) -> str:
    tags = {tag["Key"]: tag["Value"] for tag in resource.properties.get("Tags", ())}
    given = {**_given(resource), **resource.pick(name="Name", description="Description", frameworkId="FrameworkId")}
    answer = resource.call("auditmanager", "create_assessment", **given, tags=tags or None)
    return str(answer["assessment"]["metadata"]["id"])


def _update(resource: Resource) -> None:
    given = {**_given(resource), **resource.pick(assessmentName="Name", assessmentDescription="Description")}
    resource.call("auditmanager", "update_assessment", assessmentId=resource.physical_id, **given)


def _given(resource: Resource) -> dict[str, Any]:
    for name in ("Delegations", "Status"):
        if name in resource.properties:
            raise NotModelled(f"property {name} of an assessment is not modelled")
    nested = {name: resource.properties[name] for name in NESTED if name in resource.properties}
    converted: dict[str, Any] = lower_camel(nested)
    return converted


def _attributes(resource: Resource) -> Attributes:
    found = resource.call("auditmanager", "get_assessment", assessmentId=resource.physical_id)["assessment"]
    made = found["metadata"]["creationTime"].timestamp()
    return {"Arn": found["arn"], "AssessmentId": resource.physical_id, "CreationTime": made}


ROWS = (
    ResourceType(
        "AWS::AuditManager::Assessment",
        create=_create,
        update=_update,
        delete=by_id("auditmanager", "delete_assessment", "assessmentId"),
        attributes=_attributes,
        name_property="Name",
    ),
)
