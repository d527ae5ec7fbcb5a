"""Aggregators of AWS Config in the Region.

https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationAggregators.html
"""

from collections.abc import Iterator

from generator.preflight.finding import Finding, Level
from generator.preflight.place import Place
from generator.preflight.probe import Probe


def look(place: Place) -> Iterator[Finding]:
    found = place.call("config", "DescribeConfigurationAggregators")["ConfigurationAggregators"]
    for each in found:
        whole = "the Organization" if "OrganizationAggregationSource" in each else "some accounts"
        yield Finding(Level.NOTE, "aggregator", f"{each['ConfigurationAggregatorName']} collects {whole}")
    if not found:
        yield Finding(Level.NOTE, "aggregator", "there is none")


PROBE = Probe(calls=("config:DescribeConfigurationAggregators",), look=look, organization=True)
