from generator.rehearsal.account import StrictAccount
from generator.rehearsal.service_doubles.ec2_account_settings import LAG


def test_a_block_of_public_amis_is_told_late_in_both_directions(account: StrictAccount) -> None:
    ec2 = account.session().client("ec2")

    def told() -> list[str]:
        answers = [ec2.get_image_block_public_access_state() for _ in range(LAG + 1)]
        return [each["ImageBlockPublicAccessState"] for each in answers]

    ec2.enable_image_block_public_access(ImageBlockPublicAccessState="block-new-sharing")
    assert told() == ["unblocked"] * LAG + ["block-new-sharing"]
    ec2.disable_image_block_public_access()
    assert told() == ["block-new-sharing"] * LAG + ["unblocked"]


def test_metadata_defaults_change_one_by_one_and_per_region(account: StrictAccount) -> None:
    ec2 = account.session().client("ec2")
    ec2.modify_instance_metadata_defaults(HttpTokens="required", HttpPutResponseHopLimit=2)
    ec2.modify_instance_metadata_defaults(HttpTokens="no-preference")
    assert ec2.get_instance_metadata_defaults()["AccountLevel"] == {
        "HttpPutResponseHopLimit": 2,
        "ManagedBy": "account",
    }
    other = account.session("eu-west-1").client("ec2")
    assert other.get_instance_metadata_defaults()["AccountLevel"] == {"ManagedBy": "account"}
