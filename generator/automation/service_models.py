"""botocore's models of services and operations, by the names that ``Service`` and ``Api`` give.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from generator.automation.sessions import model_session

if TYPE_CHECKING:
    from botocore.model import OperationModel, ServiceModel


@cache
def _available_services() -> frozenset[str]:
    return frozenset(model_session().get_available_services())


@cache
def service_model(service: str) -> ServiceModel:
    """The model of a service by boto3's name."""
    return model_session().get_service_model(service)


def service_name(service: str) -> str | None:
    """boto3's name of a service; Automation lowers the case of what a document writes. ``None`` if there is none."""
    return service.lower() if service.lower() in _available_services() else None


@cache
def operation_model(service: str, api: str) -> tuple[OperationModel | None, str | None]:
    """The model of an API, or why a step cannot call it."""
    name = service_name(service)
    if name is None:
        return None, f"unknown Service {service}"
    model = service_model(name)
    if api not in model.operation_names:
        return None, f"service {name} has no Api {api}"
    operation = model.operation_model(api)
    if operation.has_streaming_output or operation.has_event_stream_output:
        return None, f"Api {name}:{api} streams its answer, which Automation cannot read"
    return operation, None
