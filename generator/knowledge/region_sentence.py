"""Reads the sentence that says in prose which Regions have an AWS Config managed rule into Region codes.

https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
"""

import re
from collections.abc import Mapping

_SENTENCE = re.compile(
    r"All supported AWS regions(?: except (?P<exceptions>.+) Region)?|Only available in (?P<only>.+) Region"
)


class SourceChanged(ValueError):
    """A source says something that this version cannot read; reading on would freeze a wrong fact."""


def region_codes(sentence: str, codes: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The mode (``all``, ``except`` or ``only``) and the sorted codes of the Regions that the sentence lists.

    ``codes`` maps Region names (``Europe (Ireland)``) to codes. SourceChanged for any other sentence or name.
    """
    match = _SENTENCE.fullmatch(sentence.strip())
    if match is None:
        raise SourceChanged(f"cannot read which Regions are meant by {sentence!r}")
    listed = match["exceptions"] or match["only"]
    if listed is None:
        return "all", ()
    names = listed.split(", ")
    unknown = sorted(set(names) - codes.keys())
    if unknown:
        raise SourceChanged(f"no Region is called {', '.join(map(repr, unknown))} in {sentence!r}")
    return "only" if match["only"] else "except", tuple(sorted({codes[name] for name in names}))
