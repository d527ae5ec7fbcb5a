"""The identity provider of GitHub Actions: an account has one of each URL.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html
"""

from collections.abc import Iterator
from typing import Final

from generator.preflight.deciding import once
from generator.preflight.finding import Finding
from generator.preflight.place import Place
from generator.preflight.probe import Probe

TYPE: Final = "AWS::IAM::OIDCProvider"
HOST: Final = "token.actions.githubusercontent.com"


def look(place: Place) -> Iterator[Finding]:
    listed = place.call("iam", "ListOpenIDConnectProviders")["OpenIDConnectProviderList"]
    found = [each["Arn"] for each in listed if each["Arn"].endswith(f":oidc-provider/{HOST}")]
    yield from once(place, "GitHubProvider", "identity provider of GitHub", found, type_name=TYPE)


PROBE = Probe(calls=("iam:ListOpenIDConnectProviders",), decides=("GitHubProvider",), look=look, once=True)
