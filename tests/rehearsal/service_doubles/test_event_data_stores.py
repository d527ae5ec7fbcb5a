import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount


def test_a_protected_store_is_not_deleted_and_an_unprotected_one_is(account: StrictAccount) -> None:
    cloudtrail = account.session().client("cloudtrail")
    arn = cloudtrail.create_event_data_store(Name="lake")["EventDataStoreArn"]
    with pytest.raises(ClientError, match="EventDataStoreAlreadyExists"):
        cloudtrail.create_event_data_store(Name="lake")
    with pytest.raises(ClientError, match="EventDataStoreTerminationProtected"):
        cloudtrail.delete_event_data_store(EventDataStore=arn)
    cloudtrail.update_event_data_store(EventDataStore=arn, TerminationProtectionEnabled=False)
    assert cloudtrail.get_event_data_store(EventDataStore=arn)["RetentionPeriod"] == 366
    cloudtrail.delete_event_data_store(EventDataStore=arn)
    with pytest.raises(ClientError, match="EventDataStoreNotFound"):
        cloudtrail.get_event_data_store(EventDataStore=arn)
