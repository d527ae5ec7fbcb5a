import pytest

from tests.articles import iam_decisions, organization_decisions, resource_decisions
from tests.articles.decisions import Table

TABLES: tuple[Table, ...] = (*iam_decisions.TABLES, *organization_decisions.TABLES, *resource_decisions.TABLES)
every_table = pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])


@every_table
def test_every_request_is_decided_as_wanted(table: Table) -> None:
    assert list(table.wrong()) == []


@every_table
def test_every_statement_decides_a_request_and_has_both_outcomes(table: Table) -> None:
    assert list(table.idle()) == []
