"""The cases of a control about scans of Amazon Inspector: off as in a new account, on already, and off among others."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session

EVERY_TYPE = {"EC2": "ec2", "ECR": "ecr", "LAMBDA": "lambda", "LAMBDA_CODE": "lambdaCode"}
"""With what Inspector's answers call them."""


def inspector_scenario(resource_type: str, *builds_on: str) -> Scenario:
    """The scenario of the control about ``resource_type``, whose scan needs those of ``builds_on``."""
    wanted = (*builds_on, resource_type)

    def account(session: Session, *enabled: str) -> str:
        account_id = str(session.client("sts").get_caller_identity()["Account"])
        client = session.client("inspector2")
        client.disable(accountIds=[account_id], resourceTypes=list(EVERY_TYPE))
        if enabled:
            client.enable(accountIds=[account_id], resourceTypes=list(enabled))
        return account_id

    def others(session: Session) -> str:
        # Without scans of packages there are none of code.
        return account(session, *(each for each in EVERY_TYPE if not each.startswith(resource_type)))

    def state(session: Session, account_id: str) -> dict[str, str]:
        return {kind: found["status"] for kind, found in resource_states(session, account_id).items()}

    def compliant(session: Session, account_id: str) -> bool:
        found = state(session, account_id)
        return all(found[EVERY_TYPE[each]] == "ENABLED" for each in wanted)

    return Scenario(
        (
            Case(name="no scan at all", make=account, state=state, compliant=compliant),
            Case(name="the other scans only", make=others, state=state, compliant=compliant),
            Case(
                name="scanned already",
                make=lambda session: account(session, *wanted),
                state=state,
                compliant=compliant,
                ends=Ends.UNCHANGED,
            ),
        )
    )


def resource_states(session: Session, account_id: str) -> dict[str, Any]:
    """What Inspector says about each type of resource."""
    (found,) = session.client("inspector2").batch_get_account_status(accountIds=[account_id])["accounts"]
    return dict(found["resourceState"])
