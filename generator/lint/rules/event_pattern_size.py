"""Event patterns that are longer than EventBridge takes.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.knowledge.limits import EVENT_PATTERN_QUOTA
from generator.lint.documented import documented
from generator.lint.event_patterns import patterns
from generator.lint.matches import matches
from generator.lint.nodes import Path, function
from generator.lint.transforms import as_written


@documented("W9604", "resources", "events")
class EventPatternSize(CloudFormationLintRule):
    """An event pattern is at most 2,048 characters long.

    EventBridge refuses a longer one where the account's quota was not raised. Spaces between the parts do not count here, and neither
    does what is only known when the stack is made.

    Example::

        Rule:
          Type: AWS::Events::Rule
          Properties:
            EventPattern:
              source: [aws.config]
              detail:
                configRuleName:
                  [
                    baseline-access-keys-rotated, baseline-account-part-of-organizations,
                    baseline-acmpca-certificate-authority-tagged, baseline-acm-certificate-expiration-check,
                    baseline-acm-certificate-rsa-check, baseline-acm-certificate-transparent-logging-enabled,
                    baseline-acm-pca-root-ca-disabled, baseline-active-mq-supported-version,
                    baseline-alb-desync-mode-check, baseline-alb-http-drop-invalid-header-enabled,
                    baseline-alb-http-to-https-redirection-check, baseline-alb-internal-scheme-check,
                    baseline-alb-listener-tagged, baseline-alb-tagged, baseline-alb-waf-enabled,
                    baseline-amplify-app-branch-auto-deletion-enabled, baseline-amplify-app-build-spec-configured,
                    baseline-amplify-app-description, baseline-amplify-app-no-environment-variables,
                    baseline-amplify-app-platform-check, baseline-amplify-app-tagged,
                    baseline-amplify-branch-auto-build-enabled, baseline-amplify-branch-build-spec-configured,
                    baseline-amplify-branch-description, baseline-amplify-branch-framework-configured,
                    baseline-amplify-branch-performance-mode-enabled,
                    baseline-amplify-branch-pull-request-preview-enabled, baseline-amplify-branch-tagged,
                    baseline-apigatewayv2-integration-private-https-enabled, baseline-apigatewayv2-stage-description,
                    baseline-apigateway-domain-name-tls-check, baseline-apigateway-stage-access-logs-enabled,
                    baseline-apigateway-stage-description, baseline-api-gwv2-access-logs-enabled,
                    baseline-api-gwv2-authorization-type-configured,
                    baseline-api-gwv2-stage-default-route-detailed-metrics-enabled, baseline-api-gw-associated-with-waf,
                    baseline-api-gw-cache-enabled-and-encrypted, baseline-api-gw-endpoint-type-check,
                    baseline-api-gw-execution-logging-enabled, baseline-api-gw-rest-api-tagged,
                    baseline-api-gw-ssl-enabled, baseline-api-gw-stage-tagged, baseline-api-gw-xray-enabled,
                    baseline-appconfig-application-description, baseline-appconfig-application-tagged,
                    baseline-appconfig-configuration-profile-tagged,
                    baseline-appconfig-configuration-profile-validators-not-empty,
                    baseline-appconfig-deployment-strategy-description,
                    baseline-appconfig-deployment-strategy-minimum-final-bake-time,
                    baseline-appconfig-deployment-strategy-replicate-to-ssm
                  ]
            Targets:
              - {Id: topic, Arn: !Ref Topic}
        Topic:
          Type: AWS::SNS::Topic

    Use instead::

        Rule:
          Type: AWS::Events::Rule
          Properties:
            EventPattern:
              source: [aws.config]
              detail:
                configRuleName:
                  - prefix: baseline-
            Targets:
              - {Id: topic, Arn: !Ref Topic}
        Topic:
          Type: AWS::SNS::Topic

    Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each pattern that is too long."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for _, pattern in patterns(as_written(cfn)):
        size = len(json.dumps(_known(pattern.value), separators=(",", ":"), ensure_ascii=False, default=str))
        if size > EVENT_PATTERN_QUOTA:
            yield (
                pattern.path,
                f"the pattern has {size} characters, EventBridge takes {EVENT_PATTERN_QUOTA}; use prefix matchers or two rules",
            )


def _known(value: Any) -> Any:
    """The value without what is known only when the stack is made, in fewest characters."""
    if function(value):
        return ""
    if isinstance(value, Mapping):
        return {str(key): _known(each) for key, each in value.items()}
    return [_known(each) for each in value] if isinstance(value, list) else value
