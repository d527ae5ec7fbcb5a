"""The aggregator of AWS Config that collects the Organization; one is enough.

https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationAggregators.html
"""

from collections.abc import Iterator
from typing import Final

from generator.preflight.deciding import once
from generator.preflight.finding import Finding
from generator.preflight.place import Place
from generator.preflight.probe import Probe

PARAMETER: Final = "ConfigurationAggregator"
TYPE: Final = "AWS::Config::ConfigurationAggregator"


def look(place: Place) -> Iterator[Finding]:
    listed = place.call("config", "DescribeConfigurationAggregators")["ConfigurationAggregators"]
    found = [each["ConfigurationAggregatorName"] for each in listed if "OrganizationAggregationSource" in each]
    yield from once(place, PARAMETER, "aggregator of the Organization", found, type_name=TYPE)


PROBE = Probe(calls=("config:DescribeConfigurationAggregators",), decides=(PARAMETER,), types=(TYPE,), look=look)
