import re

import pytest

from generator.blocks.alert_topic import TOPIC, alert_topic, has_topic, told
from generator.model import Parameter
from generator.render.plain import plain


def test_nobody_is_told_by_default_and_only_a_standard_topic_is_taken() -> None:
    (parameter,) = [each for each in alert_topic() if isinstance(each, Parameter)]
    assert (parameter.name, parameter.default) == (TOPIC, "")
    pattern = parameter.allowed_pattern or ""
    assert re.fullmatch(pattern, "arn:aws-us-gov:sns:us-gov-west-1:111122223333:alerts")
    assert re.fullmatch(pattern, "")
    assert not re.fullmatch(pattern, "arn:aws:sns:us-east-1:111122223333:alerts.fifo")
    assert plain(has_topic().expression) == {"Fn::Not": [{"Fn::Equals": [{"Ref": TOPIC}, ""]}]}


def test_every_line_is_quoted_and_takes_its_names_from_the_event() -> None:
    target = plain(told(('It is "<what>".', "https://${Host}/x"), {"what": "$.detail.name"}))
    transformer = target["InputTransformer"]
    assert transformer["InputPathsMap"] == {"what": "$.detail.name"}
    words, variables = transformer["InputTemplate"]["Fn::Sub"]
    assert words == '"It is \\"<what>\\"."\n"https://${Host}/x"'
    assert list(variables) == ["Host"]
    assert target["Arn"] == {"Ref": TOPIC}


def test_a_name_without_a_path_is_refused() -> None:
    with pytest.raises(ValueError, match="what follows <"):
        told(("It is <who>.",), {"what": "$.detail"})
