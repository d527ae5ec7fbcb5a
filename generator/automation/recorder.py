"""The API calls that a session makes, as they are made: parameters, answer, error."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.automation.execution import ApiCall
from generator.automation.value_types import as_json

if TYPE_CHECKING:
    import boto3

_SUMMARY = 400
"""Characters of an answer that a record keeps."""
_PENDING = "refused before it was sent"


class Recorder:
    """Listens on a boto3 session; calls of one run are made one after the other."""

    def __init__(self) -> None:
        self.calls: list[ApiCall] = []

    def listen(self, session: boto3.Session) -> None:
        """Only clients made afterwards are heard."""
        session.events.register_first("before-parameter-build.*.*", self._keep_parameters)
        session.events.register_first("before-call.*.*", self._begin)
        session.events.register("after-call.*.*", self._answered)
        session.events.register("after-call-error.*.*", self._broken)

    def _keep_parameters(self, params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        context["automation_parameters"] = dict(params)

    def _begin(self, model: Any, context: dict[str, Any], **_: Any) -> None:
        parameters = {key: _plain(value) for key, value in context.get("automation_parameters", {}).items()}
        region = context.get("client_region") or ""
        self.calls.append(
            ApiCall(model.service_model.service_name, model.name, region, parameters, response=None, error=_PENDING)
        )

    def _answered(self, parsed: dict[str, Any], **_: Any) -> None:
        error = parsed.get("Error")
        if error:
            self.calls[-1] = replace(self.calls[-1], error=f"{error.get('Code')}: {error.get('Message')}")
            return
        answer = {key: value for key, value in parsed.items() if key != "ResponseMetadata"}
        self.calls[-1] = replace(self.calls[-1], response=_summary(answer), error=None)

    def _broken(self, exception: Exception, **_: Any) -> None:
        self.calls[-1] = replace(self.calls[-1], error=str(exception))


def _plain(value: Any) -> Any:
    try:
        return as_json(value)
    except TypeError:
        return repr(value)


def _summary(answer: dict[str, Any]) -> str:
    text = json.dumps(answer, default=str, ensure_ascii=False)
    return text if len(text) <= _SUMMARY else f"{text[:_SUMMARY]}... ({len(text)} characters)"
