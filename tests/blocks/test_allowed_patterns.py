import re

import pytest

from generator.blocks.allowed_patterns import (
    ACCOUNT_ID_PATTERN,
    BUCKET_NAME_PATTERN,
    KMS_KEY_ARN_PATTERN,
    REGION_CODE_PATTERN,
    or_nothing,
    some_or_nothing,
)

KEY = "arn:aws-cn:kms:cn-north-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab"
GIVEN = (
    (ACCOUNT_ID_PATTERN, "123456789012", ("12345678901", "1234567890123", "12345678901x")),
    (BUCKET_NAME_PATTERN, "example.bucket-1", ("ab", "Example", "-example", "example-", "a" * 64, "a,b-c")),
    (KMS_KEY_ARN_PATTERN, KEY, (KEY.replace("key/", "alias/"), KEY.replace("123456789012", ""), "mrk-1234")),
    (REGION_CODE_PATTERN, "us-gov-west-1", ("us-east", "US-EAST-1", "us-east-1a", "us-east-1 ")),
)


@pytest.mark.parametrize(("pattern", "value", "others"), GIVEN)
def test_one_or_nothing_is_taken_whole(pattern: str, value: str, others: tuple[str, ...]) -> None:
    taken = re.compile(or_nothing(pattern))
    assert taken.search(value)
    assert taken.search("")
    assert not [other for other in (*others, f"{value},{value}", f" {value}") if taken.search(other)]


@pytest.mark.parametrize(("pattern", "value", "others"), GIVEN)
def test_some_or_nothing_have_commas_and_no_spaces_between(pattern: str, value: str, others: tuple[str, ...]) -> None:
    taken = re.compile(some_or_nothing(pattern))
    assert all(taken.search(each) for each in ("", value, f"{value},{value}", f"{value},{value},{value}"))
    wrong = (f"{value}, {value}", f"{value},", f",{value}", f"{value};{value}", f"{value},{others[-2]}")
    assert not [other for other in wrong if taken.search(other)]
