"""The behavior graph that the account administers in the Region.

https://docs.aws.amazon.com/detective/latest/APIReference/API_ListGraphs.html
"""

from collections.abc import Iterator

from generator.preflight.deciding import once
from generator.preflight.finding import Finding
from generator.preflight.place import Place
from generator.preflight.probe import Probe

TYPE = "AWS::Detective::Graph"


def look(place: Place) -> Iterator[Finding]:
    found = [graph["Arn"] for graph in place.call("detective", "ListGraphs")["GraphList"]]
    given = {"GraphArn": found[0]} if found else {}
    yield from once(place, "Graph", "behavior graph", found, type_name=TYPE, given=given)


PROBE = Probe(calls=("detective:ListGraphs",), decides=("Graph",), look=look)
