"""Emits templates/web-protection.yaml: a web ACL for load balancers and APIs of a Region, with its log.

https://docs.aws.amazon.com/waf/latest/developerguide/waf-chapter.html
"""

from collections.abc import Iterator

from troposphere import And, Equals, Not, Ref, wafv2

from generator.blocks.deployment import name_prefix
from generator.blocks.text_parameter import text_parameter
from generator.blocks.web_acl import WebAcl, web_acl, web_acl_arn, web_acl_conditions, web_acl_parameters
from generator.model import Article, Comment, Condition, Element, Output, Scope, Text

GROUP, ASSOCIATES = "Web ACL", "AssociatesWebAcl"
ACL = WebAcl("WebAcl", "WebProtection", "REGIONAL", "web-protection")
PROTECTED = (
    "elasticloadbalancing:{at}:loadbalancer/app/[a-zA-Z0-9-]+/[0-9a-f]+",
    "apigateway:[a-z0-9-]+::/restapis/[a-z0-9]+/stages/[a-zA-Z0-9_-]+",
    "appsync:{at}:apis/[a-zA-Z0-9]+",
    "cognito-idp:{at}:userpool/[a-zA-Z0-9_-]+",
)


def elements() -> Iterator[Element]:
    """Parameters, the web ACL with its log, and what it stands before."""
    yield from web_acl_parameters(ACL, GROUP)
    kinds = "|".join(PROTECTED).replace("{at}", "[a-z0-9-]+:[0-9]{12}")
    yield text_parameter(
        "WebAclResourceArn",
        "Protected resource",
        "Application Load Balancer, stage of a REST API, GraphQL API or user pool that has no web ACL yet. Empty: you associate it.",
        f"^(arn:aws[a-z-]*:({kinds}))?$",
        "The ARN of a load balancer, stage, GraphQL API or user pool, or nothing.",
        group=GROUP,
    )
    yield from name_prefix()
    yield from web_acl_conditions(ACL)
    yield Condition(ASSOCIATES, And({"Condition": ACL.made}, Not(Equals(Ref("WebAclResourceArn"), ""))))
    yield from web_acl(ACL)
    yield Comment(
        "A resource has one web ACL at most. The controls alb-waf-enabled and api-gw-associated-with-waf find those without."
    )
    yield wafv2.WebACLAssociation(
        "WAFv2WebACLAssociationForWebProtection",
        Condition=ASSOCIATES,
        ResourceArn=Ref("WebAclResourceArn"),
        WebACLArn=web_acl_arn(ACL),
    )
    yield Output(name="WebAclArn", description="Web ACL to associate.", value=web_acl_arn(ACL), condition=ACL.made)


ARTICLE = Article(
    title=Text("Web protection", "Web の保護"),
    summary=Text(
        "A web ACL for load balancers and APIs: rule groups of AWS, a limit of requests, a log without credentials. It counts first.",
        "ロードバランサーと API 用の Web ACL。AWS マネージドルール、レート制限、認証情報を除いたログ。最初はカウントのみ。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "Off by default. The web ACL and each of its rules by the month, requests and log by volume.",
        "既定では無効。Web ACL と各ルールは月額課金、リクエストとログは従量課金。",
    ),
    elements=elements,
    detected_by=("ALB_WAF_ENABLED", "API_GW_ASSOCIATED_WITH_WAF", "WAFV2_LOGGING_ENABLED", "WAFV2_WEBACL_NOT_EMPTY"),
)
