from collections.abc import Callable, Iterator
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.rehearsal.organization.organization import StrictOrganization
from generator.rehearsal.organization.tree import Unit

Baseline = Callable[..., Result]
TREE = Unit(
    "Root",
    accounts=("audit",),
    units=(
        Unit("Workloads", accounts=("shop",), units=(Unit("Prod", accounts=("web", "billing")),)),
        Unit("Sandbox", accounts=("play",)),
    ),
)


@pytest.fixture(scope="package", autouse=True)
def one_loader() -> Iterator[None]:
    """The commands make a session each: they read botocore's service models once."""
    from botocore import session

    with pytest.MonkeyPatch.context() as patch:
        loader = session.create_loader()
        patch.setattr(session, "create_loader", lambda search_path_string=None: loader)
        yield


@pytest.fixture
def light() -> Iterator[StrictOrganization]:
    """Stack instances are records: for everything but what the stacks hold."""
    with StrictOrganization(TREE, light=True) as made:
        made.trust_stack_sets()
        yield made


@pytest.fixture
def baseline(monkeypatch: pytest.MonkeyPatch) -> Baseline:
    """The command line, without waiting."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setattr("time.sleep", lambda seconds: None)

    def run(*arguments: str, **settings: Any) -> Result:
        return CliRunner().invoke(main, arguments, **settings)

    return run
