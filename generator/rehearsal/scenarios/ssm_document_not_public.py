"""Documents: public, shared with one account, public on purpose, and one that there is not."""

import json

from generator.rehearsal.scenario import Case, Ends, Scenario, Session

CONTENT = {
    "schemaVersion": "2.2",
    "description": "Says hello.",
    "mainSteps": [{"action": "aws:runShellScript", "name": "hello", "inputs": {"runCommand": ["echo hello"]}}],
}
PARTNER = "111122223333"


def document(session: Session, name: str, shared_with: str, **tags: str) -> str:
    """A document that is shared with one account, or with all."""
    ssm = session.client("ssm")
    given = [{"Key": key.replace("_", "-"), "Value": value} for key, value in tags.items()]
    ssm.create_document(Name=name, DocumentType="Command", Content=json.dumps(CONTENT), Tags=given)
    ssm.modify_document_permission(Name=name, PermissionType="Share", AccountIdsToAdd=[shared_with])
    return name


def state(session: Session, name: str) -> list[str]:
    """With which accounts it is shared, and which version."""
    ssm = session.client("ssm")
    if name not in [each["Name"] for each in ssm.list_documents()["DocumentIdentifiers"]]:
        return []
    found = ssm.describe_document_permission(Name=name, PermissionType="Share")
    return sorted(f"{each['AccountId']} {each['SharedDocumentVersion']}" for each in found["AccountSharingInfoList"])


def compliant(session: Session, name: str) -> bool:
    """It is not shared with all."""
    return not any(each.startswith("all ") for each in state(session, name))


SCENARIO = Scenario(
    (
        Case(
            name="public",
            make=lambda session: document(session, "hello-world", "all"),
            state=state,
            compliant=compliant,
        ),
        Case(
            name="shared with a partner",
            make=lambda session: document(session, "hello-partner", PARTNER),
            state=state,
            compliant=compliant,
            ends=Ends.UNCHANGED,
        ),
        Case(
            name="public on purpose",
            make=lambda session: document(session, "hello-everybody", "all", baseline_exempt="published"),
            state=state,
            compliant=compliant,
            ends=Ends.EXEMPT,
        ),
        Case(
            name="document that is gone",
            make=lambda session: "hello-nobody",
            state=state,
            compliant=compliant,
            ends=Ends.REFUSED,
            refusal="InvalidDocument",
        ),
    )
)
