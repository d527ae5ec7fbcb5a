from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount


def saved(athena: Any, group: str) -> str:
    return str(
        athena.create_named_query(Name="q", Database="d", QueryString="SELECT 1", WorkGroup=group)["NamedQueryId"]
    )


def test_a_workgroup_changes_only_in_what_is_named(account: StrictAccount) -> None:
    athena = account.session().client("athena")
    results = {"OutputLocation": "s3://one/", "ExpectedBucketOwner": account.account_id}
    athena.create_work_group(
        Name="g", Configuration={"BytesScannedCutoffPerQuery": 10_000_000, "ResultConfiguration": results}
    )
    updates = {"EnforceWorkGroupConfiguration": True, "ResultConfigurationUpdates": {"OutputLocation": "s3://two/"}}
    athena.update_work_group(WorkGroup="g", Description="Changed", ConfigurationUpdates=updates)
    group = athena.get_work_group(WorkGroup="g")["WorkGroup"]
    assert group["Description"] == "Changed"
    assert group["Configuration"]["BytesScannedCutoffPerQuery"] == 10_000_000
    assert group["Configuration"]["EnforceWorkGroupConfiguration"] is True
    assert group["Configuration"]["ResultConfiguration"] == {**results, "OutputLocation": "s3://two/"}


def test_a_workgroup_that_is_not_empty_goes_only_with_what_it_holds(account: StrictAccount) -> None:
    athena = account.session().client("athena")
    athena.create_work_group(Name="g", Configuration={})
    query = saved(athena, "g")
    with pytest.raises(ClientError, match="WorkGroup g is not empty"):
        athena.delete_work_group(WorkGroup="g")
    athena.delete_named_query(NamedQueryId=query)
    athena.delete_work_group(WorkGroup="g")
    athena.create_work_group(Name="g", Configuration={})
    saved(athena, "g")
    athena.delete_work_group(WorkGroup="g", RecursiveDeleteOption=True)
    with pytest.raises(ClientError, match="WorkGroup g is not found"):
        athena.get_work_group(WorkGroup="g")
