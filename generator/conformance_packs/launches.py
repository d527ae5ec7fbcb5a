"""Two templates that deploy a published conformance pack: into an account, or into every account of an Organization.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-conformancepack.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-organizationconformancepack.html
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from troposphere import Equals, If, Not, NoValue, Ref, Select, Sub, config

from generator.blocks.allowed_patterns import ACCOUNT_ID_PATTERN, or_nothing
from generator.blocks.deployment import name_prefix
from generator.conformance_packs.pack import FOLDER
from generator.conformance_packs.themes import themes
from generator.model import Article, Condition, Element, Output, Parameter, Scope, Text
from generator.render import Template, rendered

SOURCE: Final = "generator/conformance_packs/launches.py"
GROUP: Final = "Conformance pack"
LAUNCHES: Final = f"{FOLDER}/launch"
COST: Final = Text(
    "USD 0.001 per evaluation of a rule in a conformance pack (2026-11); each Region and account counts.",
    "コンフォーマンスパックのルール評価 1 回あたり 0.001 USD (2026-11)。リージョンとアカウントごとに数えます。",
)


@cache
def launches() -> Mapping[str, Template]:
    """The two templates by name."""
    account = _article(
        "Conformance pack of an account",
        "AWS Config deploys a conformance pack of this release into the account and Region.",
        "アカウントとリージョンに、このリリースのコンフォーマンスパックを配備します。",
        Scope.REGIONAL,
        _account,
    )
    organization = _article(
        "Conformance pack of an Organization",
        "AWS Config deploys a conformance pack of this release into this Region of every account of the Organization.",
        "組織のすべてのアカウントのこのリージョンに、このリリースのコンフォーマンスパックを配備します。",
        Scope.ORGANIZATION,
        _organization,
    )
    header = (f"Generated from {SOURCE}.", "Do not edit: change it and run `make build`.")
    made = {"account": account, "organization": organization}
    return {name: rendered(name, article, {}, SOURCE, header) for name, article in made.items()}


def _article(
    title: str, summary: str, japanese: str, scope: Scope, elements: Callable[[], Iterable[Element]]
) -> Article:
    return Article(title=Text(title, title), summary=Text(summary, japanese), scope=scope, cost=COST, elements=elements)


def _choice() -> Iterator[Element]:
    yield Parameter(
        name="ConformancePackTheme",
        description="Theme of the pack, which ends its name. CIS versions are written with hyphens.",
        label="Theme",
        group=GROUP,
        default="fsbp",
        allowed_values=tuple(name.replace(".", "-") for name in themes()),
    )
    yield Parameter(
        name="ConformancePackS3Uri",
        description=(
            "Where the pack of that theme is published, in a bucket of this Region. Which file is for which Region"
            f" says {FOLDER.rpartition('/')[2]}/regions.json of the release."
        ),
        label="S3 URI of the pack",
        group=GROUP,
        allowed_pattern="^s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/.+[.]yaml$",
        constraint="Such as s3://bucket/1.2.3/templates/conformance-packs/fsbp.yaml.",
        example="s3://bucket/1.2.3/templates/conformance-packs/fsbp.yaml",
    )


def _account() -> Iterator[Element]:
    yield from _choice()
    yield config.ConformancePack(
        "ConfigConformancePack",
        ConformancePackName=Sub("${NamePrefix}-${ConformancePackTheme}"),
        TemplateS3Uri=Ref("ConformancePackS3Uri"),
    )
    yield _name("ConfigConformancePack")
    yield from name_prefix()


def _organization() -> Iterator[Element]:
    yield from _choice()
    yield Parameter(
        name="ConformancePackExcludedAccounts",
        description="Accounts that do not get the pack, such as those without a recorder: with one of these it fails.",
        label="Excluded accounts",
        group=GROUP,
        type="CommaDelimitedList",
        default="",
        allowed_pattern=or_nothing(ACCOUNT_ID_PATTERN),
        constraint="Account ids of 12 digits, or nothing.",
    )
    yield Condition("ExcludesAccounts", Not(Equals(Select(0, Ref("ConformancePackExcludedAccounts")), "")))
    yield config.OrganizationConformancePack(
        "ConfigOrganizationConformancePack",
        OrganizationConformancePackName=Sub("${NamePrefix}-${ConformancePackTheme}"),
        TemplateS3Uri=Ref("ConformancePackS3Uri"),
        ExcludedAccounts=If("ExcludesAccounts", Ref("ConformancePackExcludedAccounts"), NoValue),
    )
    yield _name("ConfigOrganizationConformancePack")
    yield from name_prefix()


def _name(logical_id: str) -> Output:
    return Output(name="ConformancePackNameInUse", description="Name of the conformance pack.", value=Ref(logical_id))
