from typing import Any

import pytest

from generator.controls.ecs_service_assign_public_ip_disabled import POLICY
from tests.controls.guard_evaluation import COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE, configuration_item, evaluate

TYPE = "AWS::ECS::Service"


def item(**network: Any) -> dict[str, Any]:
    return configuration_item(TYPE, {"Cluster": "web", "NetworkConfiguration": {"AwsvpcConfiguration": network}})


ITEMS = {
    "private": (item(AssignPublicIp="DISABLED", Subnets=["subnet-1"]), COMPLIANT),
    "by default": (item(Subnets=["subnet-1"]), COMPLIANT),
    "public": (item(AssignPublicIp="ENABLED", Subnets=["subnet-1"]), NON_COMPLIANT),
    "another network mode": (configuration_item(TYPE, {"Cluster": "web"}), NOT_APPLICABLE),
    "null": (configuration_item(TYPE, {"NetworkConfiguration": None}), NOT_APPLICABLE),
    "deleted": (configuration_item(TYPE, None), NOT_APPLICABLE),
}


@pytest.mark.parametrize("name", ITEMS)
def test_config_judges_services(name: str) -> None:
    given, result = ITEMS[name]
    assert evaluate(POLICY, given) == result
