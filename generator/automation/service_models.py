"""botocore's models of services and operations, by the names that ``Service`` and ``Api`` give.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from botocore import xform_name
from botocore.exceptions import DataNotFoundError

from generator.automation.sessions import model_session

if TYPE_CHECKING:
    from botocore.model import OperationModel, ServiceModel
    from botocore.session import Session


@cache
def _reader() -> Session:
    return model_session()


@cache
def _available_services() -> frozenset[str]:
    return frozenset(_reader().get_available_services())


@cache
def service_model(service: str) -> ServiceModel:
    """The model of a service by boto3's name."""
    return _reader().get_service_model(service)


def service_name(service: str) -> str | None:
    """boto3's name of a service; Automation lowers the case of what a document writes. ``None`` if there is none."""
    return service.lower() if service.lower() in _available_services() else None


@cache
def operations(name: str) -> dict[str, str]:
    """The operations of a service, by boto3's names of its methods."""
    return {xform_name(each): each for each in service_model(name).operation_names}


def api_name(service: str, api: str) -> str:
    """The API's own name where ``api`` is boto3's name of its method, or its name in another case; ``api`` elsewhere."""
    name = service_name(service)
    if name is None or api in service_model(name).operation_names:
        return api
    plain = api.replace("_", "").lower()
    found = operations(name).get(api)
    return found or next((each for each in operations(name).values() if each.lower() == plain), api)


@cache
def waiters(service: str) -> dict[str, str]:
    """The operations that the waiters of a service call, by boto3's names of the waiters."""
    try:
        model = _reader().get_waiter_model(service)
    except DataNotFoundError:
        return {}
    return {xform_name(name): str(model.get_waiter(name).operation) for name in model.waiter_names}


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
