"""The ordinary decision: CREATE what is not there, EXISTING for what somebody else made."""

from collections.abc import Iterator, Mapping, Sequence

from generator.preflight.finding import Finding, Level
from generator.preflight.launch import CREATE, EXISTING, Launch
from generator.preflight.place import Place


def once(
    place: Place,
    parameter: str,
    noun: str,
    found: Sequence[str],
    *,
    type_name: str,
    given: Mapping[str, str] | None = None,
) -> Iterator[Finding]:
    """Decide ``parameter`` of what an account or Region may have only once; ``found`` are the physical ids that are there.

    ``given`` are parameters that an EXISTING one needs. What a live stack of the same article holds stays CREATE: a launch updates that
    stack, and EXISTING would delete it.
    """
    maker = ""
    for launch in place.asking(parameter):
        yield decided(launch, parameter, noun, found, maker, given or {})
        if launch.values[parameter] == CREATE and launch.of_type(type_name):
            maker = maker or launch.article


def failing(place: Place, parameter: str, noun: str, text: str, *, type_name: str) -> Iterator[Finding]:
    """What every launch that makes the resource by ``parameter`` fails with."""
    for launch in place.asking(parameter):
        if launch.of_type(type_name):
            yield Finding(Level.FAILS, noun, text, (launch.article,))


def decided(
    launch: Launch, parameter: str, noun: str, found: Sequence[str], maker: str, given: Mapping[str, str]
) -> Finding:
    """The decision for one launch, which has it already in its values."""
    value, text = _choice(launch, parameter, noun, found, maker)
    settings = {parameter: value}
    if value == EXISTING:
        settings |= {name: each for name, each in given.items() if name in launch.declared}
    launch.values.update(settings)
    return Finding(Level.DECIDED, noun, text, (launch.article,), settings)


def _choice(launch: Launch, parameter: str, noun: str, found: Sequence[str], maker: str) -> tuple[str, str]:
    value, there = launch.values[parameter], ", ".join(found)
    if not found and maker:
        return EXISTING if value == CREATE else value, f"{maker} makes it"
    if not found:
        return CREATE if value == EXISTING else value, f"no {noun} is there"
    if set(found) & set(launch.owned.values()):
        return (
            CREATE if value == EXISTING else value,
            f"{there} is of this article's stack {launch.stack}: an update keeps it",
        )
    if value not in {CREATE, EXISTING} and launch.chosen:
        return value, f"{there} is there; the parameters file says {value}"
    return EXISTING, f"{there} is there"
