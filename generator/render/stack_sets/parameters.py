"""What a user decides about a stack set: where it goes, whom it follows, how its operations run, where its template lies.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeploymentTargets.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
"""

from collections.abc import Iterator

from troposphere import And, Equals, Not, Or, Ref

from generator.blocks.deployment import HOME_REGION
from generator.knowledge.limits import ORGANIZATIONAL_UNIT_PATTERN, STACK_NAME_LENGTH, STACK_NAME_PATTERN
from generator.model import Condition, Element, Parameter, Rule

STACK_SET, TARGETS, OPERATIONS = "Stack set", "Targets", "Operations"
AUTOMATIC, RETAINS = "DeploysAutomatically", "RetainsStacks"
FILTERS, ADDS = "FiltersAccounts", "AddsAccounts"
NAMES_HOME = f"Names{HOME_REGION}"
BASE_URL = "TemplateBaseUrl"
REGION_PATTERN = "^[a-z]{2,4}(-[a-z]+)+-[0-9]$"
UNIT_PATTERN = ORGANIZATIONAL_UNIT_PATTERN.replace("?:", "")


def launch_parameters() -> Iterator[Parameter]:
    """Who launches, and where the template of the stack set lies."""
    yield Parameter(
        name=BASE_URL,
        description=(
            "S3 URL of the folder that holds the published templates of one version. To update the stacks, give that of a newer version."
        ),
        label="Folder of the templates",
        group=STACK_SET,
        allowed_pattern=r"^https://[a-z0-9.-]+\.amazonaws\.com(\.cn)?(/[A-Za-z0-9._~%+-]+)+$",
        constraint="An https URL of S3 without a slash at its end.",
        example="https://amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com/account-baseline/1.0.0/templates",
    )
    yield Parameter(
        name="CallAs",
        description="SELF in the management account, DELEGATED_ADMIN in an account that may administer stack sets for it.",
        label="Launched from",
        group=STACK_SET,
        default="SELF",
        allowed_values=("SELF", "DELEGATED_ADMIN"),
    )


def name_parameter(default: str) -> Parameter:
    """The name of the stack set; a second one for other accounts needs another."""
    return Parameter(
        name="StackSetName",
        description="Name of the stack set, of which this Region has one only.",
        label="Name",
        group=STACK_SET,
        default=default,
        allowed_pattern=f"^{STACK_NAME_PATTERN}$",
        constraint="Letters, digits and hyphens, a letter first.",
        max_length=STACK_NAME_LENGTH,
    )


def target_parameters() -> Iterator[Parameter]:
    """The accounts, by organizational units and a filter."""
    yield Parameter(
        name="OrganizationalUnitIds",
        description="The root or organizational units whose accounts get the stacks, those of units below them too.",
        label="Organizational units",
        group=TARGETS,
        type="CommaDelimitedList",
        allowed_pattern=f"^{UNIT_PATTERN}$",
        constraint="Ids such as r-ab12 or ou-ab12-34cd56ef.",
        example="r-exampleroot",
    )
    yield Parameter(
        name="AccountFilterType",
        description=(
            "INTERSECTION takes of the units the accounts below only, DIFFERENCE all but these, UNION takes these too. Accounts that join"
            " later are not filtered: disable automatic deployment where that matters."
        ),
        label="Filter",
        group=TARGETS,
        default="NONE",
        allowed_values=("NONE", "INTERSECTION", "DIFFERENCE", "UNION"),
    )
    yield Parameter(
        name="Accounts",
        description="Accounts that the filter takes or leaves out, separated by commas.",
        label="Accounts",
        group=TARGETS,
        default="",
        allowed_pattern="^([0-9]{12}(,[0-9]{12})*)?$",
        constraint="Account ids of 12 digits without spaces, or nothing.",
    )
    yield Parameter(
        name="UnionOrganizationalUnitIds",
        description="For UNION: the units, not among the above or below them, that the accounts are in.",
        label="Units of the accounts",
        group=TARGETS,
        default="",
        allowed_pattern=f"^({UNIT_PATTERN}(,{UNIT_PATTERN})*)?$",
        constraint="Ids such as ou-ab12-34cd56ef without spaces, or nothing.",
    )


def regions_parameter(default: tuple[str, ...], *, has_home: bool) -> Parameter:
    """The Regions in the order in which operations reach them."""
    home = ", the home Region first: operations follow this order" if has_home else ""
    return Parameter(
        name="Regions",
        description=f"Regions of the stacks{home}. Every account must have enabled them.",
        label="Regions",
        group=TARGETS,
        type="CommaDelimitedList",
        default=",".join(default),
        allowed_pattern=REGION_PATTERN,
        constraint="Regions such as us-east-1, separated by commas.",
    )


def deployment_parameters() -> Iterator[Parameter]:
    """What follows when accounts join and leave."""
    yield Parameter(
        name="AutoDeployment",
        description="ENABLED makes the stacks in each account that joins the units, and takes them from one that leaves.",
        label="Automatic deployment",
        group=TARGETS,
        default="ENABLED",
        allowed_values=("ENABLED", "DISABLED"),
    )
    yield Parameter(
        name="RetainStacksOnAccountRemoval",
        description=(
            "ENABLED leaves its stacks to an account that leaves the units: nobody updates them, and they are in the way if it comes back."
        ),
        label="Stacks of accounts that leave",
        group=TARGETS,
        default="DISABLED",
        allowed_values=("ENABLED", "DISABLED"),
    )


def operation_parameters(concurrency: str | None) -> Iterator[Parameter]:
    """How operations run; ``concurrency`` is the default of RegionConcurrencyType, None where there is one Region."""
    yield Parameter(
        name="FailureTolerancePercentage",
        description=(
            "Accounts, in percent and rounded down, that may fail in a Region before the operation stops there and in those that follow."
        ),
        label="Tolerated failures",
        group=OPERATIONS,
        type="Number",
        default=10,
        min_value=0,
        max_value=100,
    )
    yield Parameter(
        name="MaxConcurrentPercentage",
        description="Accounts, in percent, in which an operation works at the same time.",
        label="Accounts at the same time",
        group=OPERATIONS,
        type="Number",
        default=25,
        min_value=1,
        max_value=100,
    )
    if concurrency:
        yield Parameter(
            name="RegionConcurrencyType",
            description="SEQUENTIAL works in one Region after the other, PARALLEL in all at the same time.",
            label="Regions at the same time",
            group=OPERATIONS,
            default=concurrency,
            allowed_values=("SEQUENTIAL", "PARALLEL"),
        )


def checks() -> Iterator[Rule]:
    """The filter and the accounts belong together; StackSets would say so only when the stack set is made."""
    empty, none = Equals(Ref("Accounts"), ""), Equals(Ref("AccountFilterType"), "NONE")
    fits = Or(And(none, empty), And(Not(none), Not(empty)))
    words = "Give Accounts with an AccountFilterType other than NONE, and only then."
    yield Rule("FilterFitsAccounts", {"Assertions": [{"Assert": fits, "AssertDescription": words}]})
    units = Not(Equals(Ref("UnionOrganizationalUnitIds"), ""))
    words = "UNION needs UnionOrganizationalUnitIds."
    yield Rule(
        "UnionHasOrganizationalUnits",
        {
            "RuleCondition": Equals(Ref("AccountFilterType"), "UNION"),
            "Assertions": [{"Assert": units, "AssertDescription": words}],
        },
    )


def conditions() -> Iterator[Element]:
    """What the choices come to."""
    yield Condition(AUTOMATIC, Equals(Ref("AutoDeployment"), "ENABLED"))
    yield Condition(RETAINS, Equals(Ref("RetainStacksOnAccountRemoval"), "ENABLED"))
    has_accounts = Not(Equals(Ref("Accounts"), ""))
    filters = [Equals(Ref("AccountFilterType"), value) for value in ("INTERSECTION", "DIFFERENCE")]
    yield Condition(FILTERS, And(has_accounts, Or(*filters)))
    has_units = Not(Equals(Ref("UnionOrganizationalUnitIds"), ""))
    yield Condition(ADDS, And(Equals(Ref("AccountFilterType"), "UNION"), has_accounts, has_units))


def names_home() -> Condition:
    """Whether the user names the home Region."""
    return Condition(NAMES_HOME, Not(Equals(Ref(HOME_REGION), "")))
