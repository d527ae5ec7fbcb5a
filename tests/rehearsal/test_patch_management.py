import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.service_doubles.patch_baselines import STORE

HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"
SETTING = "/ssm/managed-instance/default-ec2-instance-management-role"


def test_everything_on_deploys_in_two_regions_and_goes_again(account: StrictAccount) -> None:
    for region in REGIONS:
        place = account.account_region(region)
        ssm = place.client("ssm")
        topic = place.client("sns").create_topic(Name="alerts")["TopicArn"]
        chosen = {
            "Patching": "INSTALL",
            "PatchBaselines": "CREATE",
            "DefaultHostManagementRoleName": "hosts",
            "AlertTopicArn": topic,
        }
        run = launch(account, "patch-management", region, REGIONS, committed_parameters("patch-management") | chosen)
        assert run.stack is not None and run.green, run.stack and [str(each) for each in run.stack.failures]
        assert ssm.get_service_setting(SettingId=SETTING)["ServiceSetting"]["SettingValue"] == "hosts"
        assert len(place.store(STORE)) == 3
        assert {each["AssociationName"] for each in ssm.list_associations()["Associations"]} == {
            "baseline-patch-scan",
            "baseline-patch-install",
        }
        account.delete_stack(run.stack.name, region=region)
        assert run.stack.status == "DELETE_COMPLETE", run.stack.failures
        assert ssm.get_service_setting(SettingId=SETTING)["ServiceSetting"]["SettingValue"] == "$None"
        assert not place.store(STORE)


def test_the_double_gives_a_patch_group_one_baseline_per_system(account: StrictAccount) -> None:
    ssm = account.account_region(HOME).client("ssm")
    first, second, other = (
        ssm.create_patch_baseline(Name=name, OperatingSystem=system)["BaselineId"]
        for name, system in (("first", "UBUNTU"), ("second", "UBUNTU"), ("other", "WINDOWS"))
    )
    ssm.register_patch_baseline_for_patch_group(BaselineId=first, PatchGroup="web")
    ssm.register_patch_baseline_for_patch_group(BaselineId=other, PatchGroup="web")
    with pytest.raises(ClientError, match="already has a baseline"):
        ssm.register_patch_baseline_for_patch_group(BaselineId=second, PatchGroup="web")
    with pytest.raises(ClientError, match="registered with a patch group"):
        ssm.delete_patch_baseline(BaselineId=first)
    ssm.deregister_patch_baseline_for_patch_group(BaselineId=first, PatchGroup="web")
    ssm.delete_patch_baseline(BaselineId=first)
