"""Lambda functions with inline or S3 code, and their permissions; nothing is ever run.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Lambda.html
"""

import io
import zipfile
from typing import Any

from generator.rehearsal.resource_types.resource_type import Attributes, NotModelled, Resource, ResourceType, by_id

CONFIGURATION = (
    "DeadLetterConfig",
    "Description",
    "Environment",
    "EphemeralStorage",
    "Handler",
    "ImageConfig",
    "Layers",
    "LoggingConfig",
    "MemorySize",
    "Role",
    "Runtime",
    "Timeout",
    "TracingConfig",
    "VpcConfig",
)
CREATION = ("Architectures", "CodeSigningConfigArn", "PackageType")


def _create(resource: Resource) -> str:
    known = {*CONFIGURATION, *CREATION, "Code", "FunctionName", "KmsKeyArn", "ReservedConcurrentExecutions", "Tags"}
    unknown = sorted(set(resource.properties) - known)
    if unknown:
        raise NotModelled(f"property {unknown[0]} of a function is not modelled")
    name = resource.name("FunctionName", 64)
    tags = {tag["Key"]: tag["Value"] for tag in resource.properties.get("Tags", ())}
    resource.call(
        "lambda",
        "create_function",
        FunctionName=name,
        Code=_code(resource),
        Tags=tags or None,
        **resource.pick(*CONFIGURATION, *CREATION, KMSKeyArn="KmsKeyArn"),
    )
    resource.physical_id = name
    _reserve(resource)
    return name


def _code(resource: Resource) -> dict[str, Any]:
    code = dict(resource.properties["Code"])
    if "ZipFile" in code:
        language = resource.properties.get("Runtime", "")
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("index.js" if language.startswith("nodejs") else "index.py", code["ZipFile"])
        code["ZipFile"] = archive.getvalue()
    return code


def _reserve(resource: Resource) -> None:
    reserved = resource.properties.get("ReservedConcurrentExecutions")
    if reserved is not None:
        name = resource.physical_id
        resource.call("lambda", "put_function_concurrency", FunctionName=name, ReservedConcurrentExecutions=reserved)


def _update(resource: Resource) -> None:
    name = resource.physical_id
    resource.call("lambda", "update_function_configuration", FunctionName=name, **resource.pick(*CONFIGURATION))
    if resource.properties["Code"] != resource.old_properties["Code"]:
        code = _code(resource)
        resource.call("lambda", "update_function_code", FunctionName=name, **code)
    _reserve(resource)


def _attributes(resource: Resource) -> Attributes:
    name = resource.physical_id
    return {"Arn": resource.call("lambda", "get_function", FunctionName=name)["Configuration"]["FunctionArn"]}


def _add_permission(resource: Resource) -> str:
    statement = resource.generated_name(100)
    resource.call(
        "lambda",
        "add_permission",
        StatementId=statement,
        **resource.pick(
            "Action",
            "EventSourceToken",
            "FunctionName",
            "FunctionUrlAuthType",
            "InvokedViaFunctionUrl",
            "Principal",
            "PrincipalOrgID",
            "SourceAccount",
            "SourceArn",
        ),
    )
    return statement


def _remove_permission(resource: Resource) -> None:
    function = resource.properties["FunctionName"]
    resource.call("lambda", "remove_permission", FunctionName=function, StatementId=resource.physical_id)


ROWS = (
    ResourceType(
        "AWS::Lambda::Function",
        create=_create,
        update=_update,
        delete=by_id("lambda", "delete_function", "FunctionName"),
        attributes=_attributes,
        name_property="FunctionName",
    ),
    ResourceType(
        "AWS::Lambda::Permission",
        lateness=2,
        create=_add_permission,
        delete=_remove_permission,
        attributes=lambda resource: {"Id": resource.physical_id},
    ),
)
