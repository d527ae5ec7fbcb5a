"""What a Macie session is told about findings and sensitive data: each needs the session, and a name of its own.

https://docs.aws.amazon.com/macie/latest/APIReference/findingsfilters.html
https://docs.aws.amazon.com/macie/latest/APIReference/allow-lists.html
https://docs.aws.amazon.com/macie/latest/APIReference/custom-data-identifiers.html
"""

import hashlib
from collections.abc import Callable
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.service_doubles import macie2

KINDS: Final = {
    "FindingsFilter": ("findingsFilters", "findingsFilterListItems"),
    "AllowList": ("allowLists", "allowLists"),
    "CustomDataIdentifier": ("customDataIdentifiers", "items"),
}
"""For each kind the store, and the member of the listing's answer."""


def _store(call: Call, kind: str) -> dict[str, Any]:
    macie2.get_session(call)
    return call.account.store(f"macie {KINDS[kind][0]}")


def _create(kind: str) -> Callable[[Call], Answer]:
    def create(call: Call) -> Answer:
        store, name = _store(call, kind), call.parameters["name"]
        if any(each["name"] == name for each in store.values()):
            raise call.refuse("ConflictException", f"A {kind} with the name {name} already exists.")
        made = hashlib.md5(f"{kind} {name}".encode(), usedforsecurity=False).hexdigest()
        store[made] = {"id": made, **call.parameters}
        return {"customDataIdentifierId" if kind == "CustomDataIdentifier" else "id": made}

    return create


def _update(kind: str) -> Callable[[Call], Answer]:
    def update(call: Call) -> Answer:
        found = _found(call, kind)
        found.update(call.parameters)
        return {"id": found["id"]}

    return update


def _delete(kind: str) -> Callable[[Call], Answer]:
    def delete(call: Call) -> Answer:
        del _store(call, kind)[_found(call, kind)["id"]]
        return {}

    return delete


def _list(kind: str) -> Callable[[Call], Answer]:
    return lambda call: {KINDS[kind][1]: list(_store(call, kind).values())}


def _found(call: Call, kind: str) -> dict[str, Any]:
    found: dict[str, Any] | None = _store(call, kind).get(str(call.parameters["id"]))
    if found is None:
        raise call.refuse("ResourceNotFoundException", f"There is no such {kind}.")
    return found


DOUBLES: Final = {
    ("macie2", "CreateFindingsFilter"): _create("FindingsFilter"),
    ("macie2", "UpdateFindingsFilter"): _update("FindingsFilter"),
    ("macie2", "DeleteFindingsFilter"): _delete("FindingsFilter"),
    ("macie2", "ListFindingsFilters"): _list("FindingsFilter"),
    ("macie2", "CreateAllowList"): _create("AllowList"),
    ("macie2", "UpdateAllowList"): _update("AllowList"),
    ("macie2", "DeleteAllowList"): _delete("AllowList"),
    ("macie2", "ListAllowLists"): _list("AllowList"),
    ("macie2", "CreateCustomDataIdentifier"): _create("CustomDataIdentifier"),
    ("macie2", "DeleteCustomDataIdentifier"): _delete("CustomDataIdentifier"),
    ("macie2", "ListCustomDataIdentifiers"): _list("CustomDataIdentifier"),
}
