import pytest

from generator.controls.ec2_vpc_bpa_internet_gateway_blocked import POLICY
from tests.controls.guard_evaluation import COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE, configuration_item, evaluate

OPTIONS, ACCOUNT = "AWS::EC2::VPCBlockPublicAccessOptions", {"AccountId": "123456789012"}
ITEMS = {
    "both ways": (
        configuration_item(OPTIONS, ACCOUNT | {"InternetGatewayBlockMode": "block-bidirectional"}),
        COMPLIANT,
    ),
    "inwards": (configuration_item(OPTIONS, ACCOUNT | {"InternetGatewayBlockMode": "block-ingress"}), COMPLIANT),
    "off": (configuration_item(OPTIONS, ACCOUNT | {"InternetGatewayBlockMode": "off"}), NON_COMPLIANT),
    "never set": (configuration_item(OPTIONS, ACCOUNT), NON_COMPLIANT),
    "null": (configuration_item(OPTIONS, ACCOUNT | {"InternetGatewayBlockMode": None}), NON_COMPLIANT),
    "deleted": (configuration_item(OPTIONS, None), NOT_APPLICABLE),
}


@pytest.mark.parametrize("name", ITEMS)
def test_config_judges_the_region(name: str) -> None:
    item, result = ITEMS[name]
    assert evaluate(POLICY, item) == result
