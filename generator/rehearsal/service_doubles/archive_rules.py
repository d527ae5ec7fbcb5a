"""The archive rules of Access Analyzer's analyzers, by name.

https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateArchiveRule.html
"""

from datetime import UTC, datetime
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call


def create(call: Call) -> Answer:
    """A name is one rule's."""
    rules = _rules(call)
    if call.parameters["ruleName"] in rules:
        raise call.refuse("ConflictException", f"An archive rule with the name {call.parameters['ruleName']} exists.")
    _put(call, rules)
    return {}


def update(call: Call) -> Answer:
    """Replace the filter."""
    _found(call)
    _put(call, _rules(call))
    return {}


def delete(call: Call) -> Answer:
    """By name."""
    del _rules(call)[_found(call)["ruleName"]]
    return {}


def list_all(call: Call) -> Answer:
    """Those of one analyzer."""
    return {"archiveRules": list(_rules(call).values())}


def _put(call: Call, rules: dict[str, Any]) -> None:
    now, name = datetime.now(UTC), str(call.parameters["ruleName"])
    rules[name] = {"ruleName": name, "filter": call.parameters["filter"], "createdAt": now, "updatedAt": now}


def _found(call: Call) -> dict[str, Any]:
    rule: dict[str, Any] | None = _rules(call).get(str(call.parameters["ruleName"]))
    if rule is None:
        raise call.refuse("ResourceNotFoundException", "The archive rule does not exist.")
    return rule


def _rules(call: Call) -> dict[str, Any]:
    """Kept with the analyzer, whose creation may name some."""
    name = str(call.parameters["analyzerName"])
    analyzer = call.account.client("accessanalyzer").get_analyzer(analyzerName=name)["analyzer"]
    rules: dict[str, Any] = call.account.store(f"archive rules of {analyzer['arn']} {analyzer['createdAt']}")
    return rules


DOUBLES: Final = {
    ("accessanalyzer", "CreateArchiveRule"): create,
    ("accessanalyzer", "DeleteArchiveRule"): delete,
    ("accessanalyzer", "ListArchiveRules"): list_all,
    ("accessanalyzer", "UpdateArchiveRule"): update,
}
