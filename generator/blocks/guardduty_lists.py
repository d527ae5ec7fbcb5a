"""Lists of addresses and domains that GuardDuty trusts or takes for a threat, and a private bucket for them.

GuardDuty reads a list when it is made or changed here; what its service-linked role needs to read it, GuardDuty adds itself.

https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_upload-lists.html
"""

from collections.abc import Iterator
from typing import Any

from troposphere import And, Equals, If, Not, Or, Ref, Sub, guardduty, s3

from generator.blocks.allowed_patterns import BUCKET_NAME_PATTERN, or_nothing
from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.guardduty_detector import DETECTOR, HAS_DETECTOR
from generator.blocks.private_bucket import bucket_policy, private_bucket
from generator.blocks.region_condition import outside_of
from generator.knowledge.resource_types import missing_regions
from generator.model import Comment, Condition, Element, Parameter, Rule

GROUP = "GuardDuty lists"
BUCKET, BUCKET_NAME, RETENTION = "GuardDutyListBucket", "GuardDutyListBucketName", "GuardDutyListRetentionInDays"
TRUSTED, THREATS = "GuardDutyTrustedList", "GuardDutyThreatList"
OWN, NAMED, HAS_ENTITIES = "OwnsGuardDutyListBucket", "NamesGuardDutyListBucket", "RegionHasGuardDutyEntityLists"
OBJECTS = {TRUSTED: "trusted.txt", THREATS: "threats.txt"}
KINDS = {
    TRUSTED: (guardduty.IPSet, guardduty.TrustedEntitySet),
    THREATS: (guardduty.ThreatIntelSet, guardduty.ThreatEntitySet),
}
EFFECTS = {
    TRUSTED: "no findings about what it names",
    THREATS: "findings about what it names",
}


def list_parameters() -> Iterator[Element]:
    """No list and no bucket unless they say so."""
    yield Parameter(
        name=BUCKET,
        description="CREATE makes a private bucket for the lists; upload them before a list is chosen below.",
        label="Bucket for lists",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE"),
    )
    yield Parameter(
        name=BUCKET_NAME,
        description="A bucket of this account that holds the lists already; empty takes the one made here.",
        label="Existing bucket for lists",
        group=GROUP,
        default="",
        allowed_pattern=or_nothing(BUCKET_NAME_PATTERN),
        constraint="The name of a bucket, or nothing.",
    )
    yield Parameter(
        name=RETENTION,
        description="Days for which the bucket made here keeps what a newer list replaced.",
        label="Retention of replaced lists in days",
        group=GROUP,
        type="Number",
        default=365,
        min_value=30,
        max_value=36500,
    )
    for parameter, effect in EFFECTS.items():
        yield Parameter(
            name=parameter,
            description=(
                f"{OBJECTS[parameter]} of the bucket, one entry a line, brings {effect}. ADDRESSES takes IP addresses and"
                " ranges, ENTITIES domains too, where the Region has such lists. The object must be there first."
            ),
            label=OBJECTS[parameter],
            group=GROUP,
            default="DISABLED",
            allowed_values=("DISABLED", "ADDRESSES", "ENTITIES"),
        )


def lists() -> Iterator[Element]:
    """The bucket, then each list in both forms, of which one is made."""
    yield _lists_have_a_bucket()
    yield Condition(NAMED, Not(Equals(Ref(BUCKET_NAME), "")))
    yield Condition(OWN, And(Equals(Ref(BUCKET), "CREATE"), Not({"Condition": NAMED})))
    yield from _bucket()
    yield outside_of(HAS_ENTITIES, missing_regions("AWS::GuardDuty::TrustedEntitySet"))
    for parameter in KINDS:
        yield from _list(parameter, "ADDRESSES", KINDS[parameter][0])
        yield from _list(parameter, "ENTITIES", KINDS[parameter][1], {"Condition": HAS_ENTITIES})


def _lists_have_a_bucket() -> Rule:
    chosen = Or(*(Not(Equals(Ref(parameter), "DISABLED")) for parameter in KINDS))
    bucket = Or(Equals(Ref(BUCKET), "CREATE"), Not(Equals(Ref(BUCKET_NAME), "")))
    words = f"A list needs {BUCKET} CREATE or {BUCKET_NAME}."
    return Rule(
        "GuardDutyListsHaveBucket",
        {"RuleCondition": chosen, "Assertions": [{"Assert": bucket, "AssertDescription": words}]},
    )


def _bucket() -> Iterator[Element]:
    replaced = s3.LifecycleRule(
        Id="ExpireReplacedLists",
        Status="Enabled",
        NoncurrentVersionExpiration=s3.NoncurrentVersionExpiration(NoncurrentDays=Ref(RETENTION)),
    )
    yield Comment(
        "A list in use never expires, only what replaced it does.", "Properties/LifecycleConfiguration/Rules/0"
    )
    yield private_bucket("S3ForGuardDutyLists", condition=OWN, rules=(replaced,))
    yield bucket_policy("S3BucketPolicyForGuardDutyLists", "S3ForGuardDutyLists", condition=OWN)


def _list(parameter: str, form: str, kind: Any, *demands: Any) -> Iterator[Element]:
    thing = f"{parameter.removesuffix('List')}{form.capitalize()}"
    condition = f"Lists{thing}"
    yield Condition(condition, And({"Condition": HAS_DETECTOR}, *demands, Equals(Ref(parameter), form)))
    yield kind(
        thing,
        Condition=condition,
        DetectorId=DETECTOR,
        Name=Sub(f"${{{NAME_PREFIX}}}-{OBJECTS[parameter].removesuffix('.txt')}"),
        Activate=True,
        Format="TXT",
        Location=Sub(
            f"s3://${{Bucket}}/{OBJECTS[parameter]}", Bucket=If(NAMED, Ref(BUCKET_NAME), Ref("S3ForGuardDutyLists"))
        ),
        ExpectedBucketOwner=Ref("AWS::AccountId"),
    )
