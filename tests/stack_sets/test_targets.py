import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import BadInput
from generator.stack_sets.targets import FILTERED, MANAGEMENT, SUSPENDED, Member, Targets, outside, reach, targets

ROOT, OUTER, INNER, OTHER = "r-abcd", "ou-abcd-outer000", "ou-abcd-inner000", "ou-abcd-other000"
MASTER = "999999999999"


def member(number: int, unit: str = INNER, *above: str, active: bool = True) -> Member:
    return Member(f"{number:012}", f"account-{number}", active, unit, (unit, *above, ROOT))


MEMBERS = [
    member(1, INNER, OUTER),
    member(2, INNER, OUTER, active=False),
    member(3, OUTER),
    member(4, OTHER),
    Member(MASTER, "management", True, ROOT, (ROOT,)),
]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Targets((OUTER,)), {"000000000001", "000000000003"}),
        (Targets((INNER, OTHER)), {"000000000001", "000000000004"}),
        (Targets((ROOT,)), {"000000000001", "000000000003", "000000000004"}),
        (Targets((OUTER,), ("000000000003",), "INTERSECTION"), {"000000000003"}),
        (Targets((OUTER,), ("000000000003",), "DIFFERENCE"), {"000000000001"}),
        (Targets((INNER,), ("000000000004",), "UNION"), {"000000000001", "000000000004"}),
    ],
)
def test_a_unit_reaches_the_units_in_it_as_the_filter_says(chosen: Targets, expected: set[str]) -> None:
    assert set(reach(chosen, MEMBERS, MASTER).accounts) == expected


def test_what_is_left_out_has_its_reason() -> None:
    chosen = Targets((ROOT,), ("000000000003",), "DIFFERENCE")
    assert reach(chosen, MEMBERS, MASTER).left_out == {
        "000000000002": SUSPENDED,
        "000000000003": FILTERED,
        MASTER: MANAGEMENT,
    }


def test_the_listed_accounts_outside_of_the_units_are_found() -> None:
    by_id = {each.account: each for each in MEMBERS}
    assert outside(Targets((OUTER,), ("000000000003", "000000000004", "000000000009"), "UNION"), by_id) == (
        "000000000004",
        "000000000009",
    )


@pytest.mark.parametrize(
    ("units", "accounts", "account_filter", "words"),
    [
        ([], [], None, "aimed at organizational units"),
        (["Workloads"], [], None, "no id of an organizational unit"),
        ([INNER], ["12"], "UNION", "twelve digits"),
        ([INNER], ["000000000001"], None, "--account-filter"),
        ([INNER], [], "UNION", "no accounts to filter"),
        ([f"ou-abcd-{number:08}" for number in range(51)], [], None, "one operation takes 50"),
    ],
)
def test_targets_that_aws_would_refuse_are_refused(
    units: list[str], accounts: list[str], account_filter: str | None, words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        targets(units, accounts, account_filter)


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from(MEMBERS), unique_by=lambda each: each.account),
    st.sampled_from(["", "INTERSECTION", "DIFFERENCE", "UNION"]),
    st.sets(st.sampled_from([each.account for each in MEMBERS]), min_size=1),
)
def test_every_account_under_the_units_is_reached_or_left_out(
    members: list[Member], account_filter: str, listed: set[str]
) -> None:
    accounts = tuple(sorted(listed)) if account_filter else ()
    found = reach(Targets((OUTER,), accounts, account_filter), members, MASTER)
    under = {each.account for each in members if OUTER in each.above}
    assert not set(found.accounts) & set(found.left_out)
    assert under <= set(found.accounts) | set(found.left_out)
    assert MASTER not in found.accounts
