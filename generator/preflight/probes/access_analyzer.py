"""Analyzers of the Region: an account has one of external access for itself, and one for its Organization.

https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html
"""

from collections.abc import Iterator

from generator.preflight.deciding import decided
from generator.preflight.finding import Finding, Level
from generator.preflight.place import Place
from generator.preflight.probe import Probe

TYPE = "AWS::AccessAnalyzer::Analyzer"


def look(place: Place) -> Iterator[Finding]:
    analyzers = place.call("accessanalyzer", "ListAnalyzers")["analyzers"]
    for launch in place.asking("ExternalAccess"):
        zone = launch.values.get("AnalyzerZoneOfTrust", "ACCOUNT")
        found = [each["arn"] for each in analyzers if each["type"] == zone]
        yield decided(launch, "ExternalAccess", "analyzer of external access", found, "", {})
        unused = [each["arn"] for each in analyzers if each["type"].endswith("_UNUSED_ACCESS")]
        if unused and launch.values.get("UnusedAccess") == "ENABLED" and not set(unused) & set(launch.owned.values()):
            text = f"{unused[0]} is there and billed: set UnusedAccess to DISABLED"
            yield Finding(Level.FAILS, "analyzer of unused access", text, (launch.article,))


PROBE = Probe(calls=("accessanalyzer:ListAnalyzers",), decides=("ExternalAccess",), look=look)
