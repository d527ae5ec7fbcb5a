"""What Macie is told to look for and to leave alone: data of one's own, and texts that only look sensitive.

https://docs.aws.amazon.com/macie/latest/user/allow-lists.html
https://docs.aws.amazon.com/macie/latest/user/custom-data-identifiers.html
"""

from collections.abc import Iterator

from troposphere import And, Equals, If, Not, NoValue, Ref, Split, Sub, macie

from generator.blocks.allowed_patterns import BUCKET_NAME_PATTERN, or_nothing
from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.region_condition import outside_of
from generator.knowledge.resource_types import missing_regions
from generator.model import After, Comment, Condition, Element, Parameter

GROUP, USES = "Macie", "UsesMacie"
HAS_LISTS, HAS_IDENTIFIERS = "RegionHasMacieAllowLists", "RegionHasMacieIdentifiers"
ANY_TEXT = "^[ -~]{0,512}$"
WORDS = "macie-allow-list.txt"


def search_parameters() -> Iterator[Element]:
    """Nothing besides what Macie knows unless they say so."""
    yield Parameter(
        name="MacieAllowListBucketName",
        description=f"Bucket of this account and Region with {WORDS}, one text a line that is no sensitive data. Empty makes no list.",
        label="Bucket with texts to ignore",
        group=GROUP,
        default="",
        allowed_pattern=or_nothing(BUCKET_NAME_PATTERN),
        constraint="The name of a bucket, or nothing.",
    )
    yield Parameter(
        name="MacieAllowedRegex",
        description="Regular expression of texts that are no sensitive data, such as numbers of test cards. Empty makes no list.",
        label="Pattern of texts to ignore",
        group=GROUP,
        default="",
        allowed_pattern=ANY_TEXT,
        constraint="At most 512 printable ASCII characters.",
    )
    yield Parameter(
        name="MacieIdentifierRegex",
        description="Regular expression of sensitive data of your own, such as customer numbers. Empty looks for none.",
        label="Pattern of own sensitive data",
        group=GROUP,
        default="",
        allowed_pattern=ANY_TEXT,
        constraint="At most 512 printable ASCII characters.",
    )
    yield Parameter(
        name="MacieIdentifierKeywords",
        description="Words of which one must stand near such a text, separated by commas. Empty asks for none.",
        label="Keywords of own sensitive data",
        group=GROUP,
        default="",
        allowed_pattern="^([^,]{3,90}(,[^,]{3,90}){0,49})?$",
        constraint="At most 50 words of 3 to 90 characters, separated by commas, or nothing.",
    )


def search() -> Iterator[Element]:
    """The lists and the identifier; the condition ``USES`` must be yielded beside it."""
    yield outside_of(HAS_LISTS, missing_regions("AWS::Macie::AllowList"))
    yield outside_of(HAS_IDENTIFIERS, missing_regions("AWS::Macie::CustomDataIdentifier"))
    words = macie.S3WordsList(BucketName=Ref("MacieAllowListBucketName"), ObjectKey=WORDS)
    yield from _allow_list("Words", "MacieAllowListBucketName", macie.Criteria(S3WordsList=words))
    yield from _allow_list("Regex", "MacieAllowedRegex", macie.Criteria(Regex=Ref("MacieAllowedRegex")))
    given = Not(Equals(Ref("MacieIdentifierRegex"), ""))
    yield Condition("IdentifiesOwnData", And({"Condition": USES}, {"Condition": HAS_IDENTIFIERS}, given))
    yield Condition("MacieIdentifierHasKeywords", Not(Equals(Ref("MacieIdentifierKeywords"), "")))
    keywords = Split(",", Ref("MacieIdentifierKeywords"))
    yield Comment("Jobs and automated discovery use an identifier once it is chosen there.")
    yield macie.CustomDataIdentifier(
        "MacieCustomDataIdentifier",
        Condition="IdentifiesOwnData",
        Name=of_session("OwnData"),
        Regex=Ref("MacieIdentifierRegex"),
        Keywords=If("MacieIdentifierHasKeywords", keywords, NoValue),
    )


def _allow_list(thing: str, parameter: str, criteria: macie.Criteria) -> Iterator[Element]:
    condition = f"Allows{thing}InMacie"
    given = Not(Equals(Ref(parameter), ""))
    yield Condition(condition, And({"Condition": USES}, {"Condition": HAS_LISTS}, given))
    yield macie.AllowList(
        f"MacieAllowList{thing}", Condition=condition, Name=of_session(f"Allowed{thing}"), Criteria=criteria
    )


def of_session(thing: str) -> After:
    """A name, known once the session is there: Macie takes nothing before."""
    words = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in thing)
    return After(Sub(f"${{{NAME_PREFIX}}}{words}"), "MacieSession")
