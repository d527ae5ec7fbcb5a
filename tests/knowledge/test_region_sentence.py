import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.knowledge import regions
from generator.knowledge.region_sentence import SourceChanged, region_codes

CODES = {each.name: each.code for found in regions.partitions().values() for each in found.regions}
SOME_NAMES = st.lists(st.sampled_from(sorted(CODES)), min_size=1, unique=True)


@given(SOME_NAMES)
def test_the_listed_regions_are_read_back_in_order_of_codes(names: list[str]) -> None:
    codes = tuple(sorted(CODES[name] for name in names))
    listed = ", ".join(names)
    assert region_codes(f"All supported AWS regions except {listed} Region", CODES) == ("except", codes)
    assert region_codes(f"Only available in {listed} Region", CODES) == ("only", codes)


def test_all_regions_are_read_as_all() -> None:
    assert region_codes("All supported AWS regions", CODES) == ("all", ())


@given(SOME_NAMES, st.integers(min_value=0))
def test_a_region_name_that_is_not_known_is_refused_by_name(names: list[str], place: int) -> None:
    listed = ", ".join([*names[: place % len(names)], "Europe (Atlantis)", *names[place % len(names) :]])
    with pytest.raises(SourceChanged, match=r"no Region is called 'Europe \(Atlantis\)'"):
        region_codes(f"All supported AWS regions except {listed} Region", CODES)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "All supported AWS regions except",
        "All supported AWS regions except  Region",
        "All AWS regions",
        "Only available in Europe (Ireland)",
        "Not available in Europe (Ireland) Region",
        "All supported AWS regions. Also in Europe (Ireland) Region",
        "Only available in Europe (Ireland) and Europe (Paris) Region",
    ],
)
def test_any_other_sentence_is_refused(sentence: str) -> None:
    with pytest.raises(SourceChanged):
        region_codes(sentence, CODES)
