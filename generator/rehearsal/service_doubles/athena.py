"""What moto lacks of Athena: a workgroup changed, one that is not empty kept, and a saved query deleted.

https://docs.aws.amazon.com/athena/latest/APIReference/API_UpdateWorkGroup.html
https://docs.aws.amazon.com/athena/latest/APIReference/API_DeleteWorkGroup.html
"""

from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call

NESTED: Final = {"ResultConfigurationUpdates": "ResultConfiguration"}


def update_workgroup(call: Call) -> Answer:
    """Just what the call names changes."""
    group = _group(call)
    for key in ("Description", "State"):
        if key in call.parameters:
            setattr(group, key.lower(), call.parameters[key])
    for key, value in call.parameters.get("ConfigurationUpdates", {}).items():
        if key in NESTED:
            group.configuration.setdefault(NESTED[key], {}).update(value)
        else:
            group.configuration[key] = value
    return {}


def delete_workgroup(call: Call) -> Answer | None:
    """A workgroup with saved queries or executions goes only with all of them."""
    group, backend = _group(call), _backend(call)
    queries = [key for key, query in backend.named_queries.items() if query.workgroup is group]
    runs = [key for key, each in backend.executions.items() if each.workgroup == group]
    if (queries or runs) and not call.parameters.get("RecursiveDeleteOption"):
        raise call.refuse("InvalidRequestException", f"WorkGroup {group.name} is not empty")
    for key in queries:
        del backend.named_queries[key]
    return None


def get_workgroup(call: Call) -> Answer | None:
    """moto answers nothing where there is none."""
    _group(call)
    return None


def delete_query(call: Call) -> Answer:
    """By id; deleting what is not there is no error."""
    _backend(call).named_queries.pop(str(call.parameters["NamedQueryId"]), None)
    return {}


def _backend(call: Call) -> Any:
    from moto.athena.models import athena_backends

    return athena_backends[call.account.account_id][call.account.region]


def _group(call: Call) -> Any:
    name = str(call.parameters["WorkGroup"])
    found = _backend(call).work_groups.get(name)
    if found is None:
        raise call.refuse("InvalidRequestException", f"WorkGroup {name} is not found.")
    return found


DOUBLES: Final = {
    ("athena", "DeleteNamedQuery"): delete_query,
    ("athena", "DeleteWorkGroup"): delete_workgroup,
    ("athena", "GetWorkGroup"): get_workgroup,
    ("athena", "UpdateWorkGroup"): update_workgroup,
}
