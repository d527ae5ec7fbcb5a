"""The log archive of an Organization: one account's stack set, and the names of its buckets for the trail and the recorders.

https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/log-archive.html
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from troposphere import And, Equals, If, Not, Ref, Sub

from generator.blocks.allowed_patterns import ACCOUNT_ID_PATTERN, or_nothing
from generator.blocks.archive_bucket_name import NAMED, PREFIX, name_text
from generator.blocks.deployment import NAME_PREFIX
from generator.model import After, Comment, Condition, Element, Output, Parameter
from generator.render.giving import Gift
from generator.render.plain import plain
from generator.render.stack_sets.stack_set import Place, stack_set
from generator.render.template import Template

ARCHIVE = "log-archive"
ACCOUNT, ARCHIVES = "LogArchiveAccountId", "DeploysLogArchive"
GROUP = "Log archive"
PASSED = ("ArchiveRetentionInDays", "ArchiveObjectLock", "ArchiveObjectLockInDays")
WRITERS = {"TrailBucketName": "cloudtrail", "ConfigBucketName": "config"}
"""The parameter of whom the archive is for, empty where the user leaves it to the archive, and whose bucket is meant."""


def parameters(template: Template) -> Iterator[Parameter]:
    """The account, and what of the archive's template the user decides."""
    yield Parameter(
        name=ACCOUNT,
        description=(
            "Account of the units above that gets the buckets for the logs of all accounts, in the home Region. The trail and AWS Config"
            " wait for them and deliver to them, unless other buckets are named below. Empty makes none."
        ),
        label="Log archive account",
        group=GROUP,
        default="",
        allowed_pattern=or_nothing(ACCOUNT_ID_PATTERN),
        constraint="An account id of 12 digits, or nothing.",
    )
    words = (
        "Begins the names of the archive's buckets: cloudtrail or config, account, Region and -an follow, which S3 keeps for the account"
        " (not in Bahrain and the UAE). They outlive the stacks: if an earlier archive left such buckets, take another prefix. Empty:"
        " CloudFormation names them, and the outputs of the archive's stack go into TrailBucketName and ConfigBucketName by hand."
    )
    asked = template.parameters[PREFIX]
    yield replace(asked, description=words, default="baseline")
    yield from (template.parameters[name] for name in PASSED)


def told_of_archive(parameter: Parameter) -> Parameter:
    """A parameter that names a bucket, with what it means empty."""
    if parameter.name not in WRITERS:
        return parameter
    words = "Bucket that is there already. Empty: the archive's, if there is one whose buckets have a prefix, else one is made"
    where = "here" if parameter.name == "TrailBucketName" else "in each account and Region"
    return replace(parameter, description=f"{words} {where}.")


def conditions() -> Iterator[Condition]:
    """Whether there is an archive, and whether the names of its buckets are known beforehand."""
    yield Condition(ARCHIVES, Not(Equals(Ref(ACCOUNT), "")))
    yield Condition(NAMED, And({"Condition": ARCHIVES}, Not(Equals(Ref(PREFIX), ""))))


def gift(parameter: str, home: Any) -> Gift:
    """The archive's bucket for the empty ``parameter``; whoever takes it waits until the stack set has made the bucket."""
    name = Sub(name_text(WRITERS[parameter], ACCOUNT, "Home"), Home=home)
    return Gift(parameter, plain(After(name, "StackSetForLogArchive", under=ARCHIVES)), NAMED, None)


def given(gift: Gift) -> Any:
    """The value of the gift's parameter, and the archive's bucket where it is empty."""
    return If(gift.condition.name, gift.value, Ref(gift.parameter))


def stack_set_of_archive(template: Template, home: Any) -> Iterator[Element]:
    """The stack set of the archive, and where AWS Config delivers, for an account that is launched by hand."""
    values = {"ArchiveOrganizationId": Ref("TrailOrganizationId")}
    values |= {name: Ref(name) for name in (PREFIX, *PASSED)}
    place = Place(regions=[home], account=Ref(ACCOUNT))
    yield Comment("One account of all: accounts that join later get no archive.")
    yield stack_set(template, Sub(f"${{{NAME_PREFIX}}}-{ARCHIVE}"), place, values, Condition=ARCHIVES)
    yield Output(
        name="ConfigBucketNameOfArchive",
        description="Bucket of the archive to which AWS Config delivers: the ConfigBucketName of the management account.",
        value=given(gift("ConfigBucketName", home)),
        condition=NAMED,
    )
