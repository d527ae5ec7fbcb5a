from generator.knowledge.security_hub_fsbp import is_best_practice


def test_one_control_of_the_standard_is_enough() -> None:
    assert is_best_practice(["None.1", "S3.5"])
    assert not is_best_practice(["IAM.18", "IAM.22"])
    assert not is_best_practice([])
