"""Resource policies that let everyone in.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.buckets import buckets
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, resources, written
from generator.lint.policy_statements import statements

# A permission of a function's URL says with these how it is called; a smart home skill's proves itself by its token.
NARROWS_A_PERMISSION = (
    "EventSourceToken",
    "FunctionUrlAuthType",
    "InvokedViaFunctionUrl",
    "PrincipalOrgID",
    "SourceAccount",
    "SourceArn",
)


@documented("W9517", "access", "iam")
class Everyone(CloudFormationLintRule):
    """A resource's policy does not let everyone in.

    Principal "*" in an Allow without a condition that says who or from where is anyone in any account, and for a bucket or queue anyone
    without one. Name the principals, or hold the statement to the organization, the account or the source. The bucket of a website
    is passed over.

    Example::

        Policy:
          Type: AWS::SNS::TopicPolicy
          Properties:
            Topics: [!Ref Topic]
            PolicyDocument:
              Statement:
                - Effect: Allow
                  Principal: '*'
                  Action: sns:Publish
                  Resource: !Ref Topic
        Topic:
          Type: AWS::SNS::Topic

    Use instead::

        Policy:
          Type: AWS::SNS::TopicPolicy
          Properties:
            Topics: [!Ref Topic]
            PolicyDocument:
              Statement:
                - Effect: Allow
                  Principal: '*'
                  Action: sns:Publish
                  Resource: !Ref Topic
                  Condition:
                    StringEquals:
                      aws:PrincipalAccount: !Ref AWS::AccountId
        Topic:
          Type: AWS::SNS::Topic

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each statement."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    websites = _policies_of_websites(template)
    kinds = ("bucket", "topic", "queue", "key", "secret", "repository", "role")
    for statement in statements(template, *kinds):
        open_to_all = statement.effect == "Allow" and statement.is_for_everyone() and not statement.narrows
        if open_to_all and statement.owner.logical_id not in websites:
            yield (
                (*statement.path, "Principal"),
                f"this lets everyone use the {statement.kind}; name the principals or add a condition on them",
            )
    for permission in resources(template, "AWS::Lambda::Permission"):
        if not any(any(permission.at(name)) for name in NARROWS_A_PERMISSION):
            for place in permission.at("Principal"):
                if written(place.value) == "*":
                    yield place.path, "this lets everyone call the function; name the principal or add PrincipalOrgID"


def _policies_of_websites(template: Mapping[str, Any]) -> set[str]:
    return {
        policy.logical_id
        for bucket in buckets(template)
        if any(bucket.declared.at("WebsiteConfiguration"))
        for policy in bucket.policies or ()
    }
