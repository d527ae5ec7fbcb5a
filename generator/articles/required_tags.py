"""Emits templates/required-tags.yaml: AWS Config finds resources without the tags that the user demands, and people are told.

Nothing is repaired: only the owner of a resource knows what its tag should say, and deleting what lacks one would be a loss.

https://docs.aws.amazon.com/config/latest/developerguide/required-tags.html
"""

from collections.abc import Iterator
from typing import Any

from troposphere import And, Equals, If, Not, NoValue, Ref, Sub, config, events

from generator.blocks.alert_topic import HAS_TOPIC, alert_topic, has_topic, told
from generator.blocks.config_control import RECORDER
from generator.blocks.control_notifications import RULE_PAGE
from generator.blocks.deployment import NAME_PREFIX, name_prefix
from generator.knowledge.config_rules import managed_rule
from generator.model import After, Article, Comment, Condition, Element, Parameter, Scope, Text

GROUP = "Required tags"
RULE = managed_rule("REQUIRED_TAGS")
TAGS = range(1, 7)
CHECKS, TELLS = "ChecksRequiredTags", "TellsOfRequiredTags"
RULE_NAME = f"${{{NAME_PREFIX}}}-{RULE.rule_name}"
MISSING = (
    f"{RULE_NAME} finds that <type> <resource> lacks a required tag, in account ${{AWS::AccountId}}, ${{AWS::Region}}.",
    "Its owner adds the tag, with a value that is allowed; nothing was changed. The tags stand in the rule:",
    f"https://${{AWS::Region}}.${{Host}}/{RULE_PAGE}{RULE_NAME}",
)


def elements() -> Iterator[Element]:
    """The tags, the rule that looks for them, and who hears of what lacks one."""
    yield Parameter(
        name="RequiredTags",
        description="DETECT reports resources without the tags below, of the types that the rule knows.",
        label="Required tags",
        group=GROUP,
        default="DETECT",
        allowed_values=("DISABLED", "DETECT"),
    )
    for number in TAGS:
        yield from _tag(number)
    yield from alert_topic()
    yield from name_prefix()
    yield Condition(CHECKS, Not(Equals(Ref("RequiredTags"), "DISABLED")))
    yield has_topic()
    yield Condition(TELLS, And({"Condition": CHECKS}, {"Condition": HAS_TOPIC}))
    yield _rule()
    yield from _notice()


def _tag(number: int) -> Iterator[Element]:
    key, value = _names(number)
    first = number == 1
    yield Parameter(
        name=key,
        description="Key of a tag that every resource must have." + ("" if first else " Empty demands none."),
        label=f"Key ({number})",
        group=GROUP,
        default="Owner" if first else "",
        allowed_pattern="^[a-zA-Z0-9_.:/=+@-]{1,128}$" if first else "^[a-zA-Z0-9_.:/=+@-]{0,128}$",
        constraint="1 to 128 letters, digits and _.:/=+@-." if first else "At most 128 letters, digits and _.:/=+@-.",
    )
    yield Parameter(
        name=value,
        description="Values that it may have, separated by commas. Empty allows any.",
        label=f"Values ({number})",
        group=GROUP,
        default="",
        allowed_pattern="^([a-zA-Z0-9_.:/=+@-]+(,[a-zA-Z0-9_.:/=+@-]+)*)?$",
        constraint="Values of letters, digits and _.:/=+@-, separated by commas without spaces, or nothing.",
        max_length=256,
    )
    yield from (Condition(f"Has{name}", Not(Equals(Ref(name), ""))) for name in _names(number)[first:])


def _names(number: int) -> tuple[str, str]:
    return f"RequiredTagKey{number}", f"RequiredTagValues{number}"


def _rule() -> config.ConfigRule:
    given: dict[str, Any] = {}
    for number in TAGS:
        key, value = _names(number)
        given[f"tag{number}Key"] = Ref(key) if number == 1 else If(f"Has{key}", Ref(key), NoValue)
        given[f"tag{number}Value"] = If(f"Has{value}", Ref(value), NoValue)
    return config.ConfigRule(
        "ConfigRequiredTags",
        Condition=CHECKS,
        ConfigRuleName=Sub(RULE_NAME),
        Description=After("Resources have the tags that are required.", RECORDER),
        InputParameters=given,
        Source=config.Source(Owner="AWS", SourceIdentifier=RULE.identifier),
    )


def _notice() -> Iterator[Element]:
    yield Comment("That of this template only.")
    yield events.Rule(
        "EventsRuleForRequiredTags",
        Condition=TELLS,
        EventPattern={
            "source": ["aws.config"],
            "detail-type": ["Config Rules Compliance Change"],
            "account": [Ref("AWS::AccountId")],
            "region": [Ref("AWS::Region")],
            "detail": {
                "configRuleName": [Sub(RULE_NAME)],
                "newEvaluationResult": {"complianceType": ["NON_COMPLIANT"]},
            },
        },
        Targets=[told(MISSING, {"resource": "$.detail.resourceId", "type": "$.detail.resourceType"})],
    )


ARTICLE = Article(
    title=Text("Required tags", "必須タグ"),
    summary=Text(
        "AWS Config finds resources without the tags that are required, and people are told; nothing is changed or deleted.",
        "必須タグのないリソースを AWS Config が検出して通知します。リソースの変更や削除は行いません。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "USD 0.001 per rule evaluation, of every change of a resource that the rule knows.",
        "ルール評価 1 回あたり 0.001 USD。対象リソースが変更されるたびに評価されます。",
    ),
    elements=elements,
    undetected=Text(
        "This template has the rule itself, because only the user knows the tags.",
        "必要なタグは利用者だけが知っているため、ルールはこのテンプレート自身が持ちます。",
    ),
)
