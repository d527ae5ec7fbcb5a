import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.launch_url import LaunchUrl, ParameterFacts, launch_url, template_url
from generator.model.errors import BadInput

TEMPLATE = "https://baseline-templates.s3.us-east-1.amazonaws.com/v1/guardduty.yaml"
VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
NAMES = st.from_regex(r"[A-Za-z0-9]{1,20}", fullmatch=True)


def facts(name: str, mapping: Mapping[str, Any]) -> dict[str, ParameterFacts]:
    return {name: ParameterFacts.from_template(name, mapping)}


def link(
    region: str = "eu-west-1",
    template: str = TEMPLATE,
    stack_name: str = "baseline-guardduty",
    values: Mapping[str, str] | None = None,
    parameters: Mapping[str, ParameterFacts] | None = None,
) -> LaunchUrl:
    return launch_url(region, template, stack_name, values or {}, parameters or {})


def filled(value: str, **mapping: Any) -> LaunchUrl:
    return link(values={"P": value}, parameters=facts("P", {"Type": "String", **mapping}))


def test_the_link_has_the_documented_form() -> None:
    parameters = facts("NamePrefix", {"Type": "String"}) | facts("HomeRegion", {"Type": "String"})
    made = link(values={"NamePrefix": "base line", "HomeRegion": ""}, parameters=parameters)
    assert made == LaunchUrl(
        "https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks/create/review"
        "?templateURL=https%3A%2F%2Fbaseline-templates.s3.us-east-1.amazonaws.com%2Fv1%2Fguardduty.yaml"
        "&stackName=baseline-guardduty&param_NamePrefix=base%20line&param_HomeRegion="
    )


@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_every_value_comes_back_out_of_the_link(values: dict[str, str]) -> None:
    url = link(values=values, parameters={name: ParameterFacts(name, "String") for name in values}).url
    assert re.fullmatch(r"[!-~]+", url)
    path, _, query = urlsplit(url).fragment.partition("?")
    assert path == "/stacks/create/review"
    read = dict(parse_qsl(query, keep_blank_values=True, strict_parsing=True))
    assert read == {
        "templateURL": TEMPLATE,
        "stackName": "baseline-guardduty",
        **{f"param_{name}": value for name, value in values.items()},
    }


@pytest.mark.parametrize(
    ("region", "bucket_host", "console"),
    [
        ("ap-northeast-1", "b-b.s3.us-east-1.amazonaws.com", "ap-northeast-1.console.aws.amazon.com"),
        ("cn-north-1", "b-b.s3.cn-northwest-1.amazonaws.com.cn", "cn-north-1.console.amazonaws.cn"),
        ("us-gov-west-1", "b-b.s3.us-gov-east-1.amazonaws.com", "us-gov-west-1.console.amazonaws-us-gov.com"),
        ("eusc-de-east-1", "b-b.s3.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1.console.amazonaws-eusc.eu"),
    ],
)
def test_each_partition_has_its_console(region: str, bucket_host: str, console: str) -> None:
    parts = urlsplit(link(region, f"https://{bucket_host}/guardduty.yaml").url)
    assert (parts.netloc, parts.path, parts.query) == (console, "/cloudformation/home", f"region={region}")


@pytest.mark.parametrize(
    "template",
    [
        "https://bucket.s3.eu-west-1.amazonaws.com/a.yaml",
        "https://dotted.bucket.s3.eu-west-1.amazonaws.com/a.yaml",
        "https://s3-website.s3.eu-west-1.amazonaws.com/a.yaml",
        "https://s3.eu-west-1.amazonaws.com/bucket/a.yaml",
        "https://s3-eu-west-1.amazonaws.com/bucket/deep/a%20b.yaml",
        "https://bucket.s3.eu-west-1.amazonaws.com/a.yaml?versionId=3HL4kqtJvjVBH40Nrjfkd",
    ],
)
def test_the_documented_forms_of_a_template_url_are_taken(template: str) -> None:
    query = urlsplit(link(template=template).url).fragment.partition("?")[2]
    assert dict(parse_qsl(query))["templateURL"] == template


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("http://bucket.s3.eu-west-1.amazonaws.com/a.yaml", "not an https URL"),
        ("s3://bucket/a.yaml", "not an https URL"),
        ("bucket.s3.eu-west-1.amazonaws.com/a.yaml", "not an https URL"),
        ("", "not percent-encoded"),
        ("https://example.com/a.yaml", "not an S3 host"),
        ("https://bucket.s3.eu-west-1.amazonaws.com.example.com/a.yaml", "end in amazonaws.com"),
        ("https://user@bucket.s3.eu-west-1.amazonaws.com/a.yaml", "cannot be called 'user@bucket'"),
        ("https://bucket.s3.eu-west-1.amazonaws.com:443/a.yaml", "not an S3 host"),
        ("https://bucket.s3-website-eu-west-1.amazonaws.com/a.yaml", "S3 website"),
        ("https://bucket.s3-website.eu-central-1.amazonaws.com/a.yaml", "S3 website"),
        ("https://bucket.s3.dualstack.eu-west-1.amazonaws.com/a.yaml", "dual-stack"),
        ("https://s3.dualstack.eu-west-1.amazonaws.com/bucket/a.yaml", "dual-stack"),
        ("https://bucket.s3.amazonaws.com/a.yaml", "without a Region"),
        ("https://s3.amazonaws.com/bucket/a.yaml", "without a Region"),
        ("https://bucket.s3-eu-west-1.amazonaws.com/a.yaml", "not an S3 host"),
        ("https://bucket.s3.eu-wst-1.amazonaws.com/a.yaml", "Did you mean eu-west-1"),
        ("https://bucket.s3.cn-north-1.amazonaws.com/a.yaml", "end in amazonaws.com.cn"),
        ("https://bucket.s3.eu-west-1.amazonaws.com.cn/a.yaml", "end in amazonaws.com"),
        ("https://Bucket.s3.eu-west-1.amazonaws.com/a.yaml", "cannot be called 'Bucket'"),
        ("https://s3.eu-west-1.amazonaws.com/b/a.yaml", "cannot be called 'b'"),
        ("https://bucket.s3.eu-west-1.amazonaws.com/", "names no object"),
        ("https://bucket.s3.eu-west-1.amazonaws.com", "names no object"),
        ("https://s3.eu-west-1.amazonaws.com/bucket", "names no object"),
        ("https://bucket.s3.eu-west-1.amazonaws.com/folder/", "names no object"),
        ("https://bucket.s3.eu-west-1.amazonaws.com/a b.yaml", "not percent-encoded"),
        ("https://bucket.s3.eu-west-1.amazonaws.com/ä.yaml", "not percent-encoded"),
        ("https://bucket.s3.eu-west-1.amazonaws.com/100%.yaml", "not percent-encoded"),
        ("https://[bucket.s3.eu-west-1.amazonaws.com/a.yaml", "not percent-encoded"),
        ("https://bucket.s3.eu-west-1.amazonaws.com/a.yaml#b", "more than ?versionId="),
        ("https://bucket.s3.eu-west-1.amazonaws.com/a.yaml?versionId=", "more than ?versionId="),
        ("https://bucket.s3.eu-west-1.amazonaws.com/a.yaml?versionId=1&x=2", "more than ?versionId="),
        ("https://bucket.s3.eu-west-1.amazonaws.com/a.yaml?X-Amz-Signature=0", "more than ?versionId="),
        ("https://bucket.s3.eu-west-1.amazonaws.com/" + "a" * 1_000 + ".yaml", "the console takes 1,024"),
    ],
)
def test_any_other_template_url_is_refused(template: str, problem: str) -> None:
    with pytest.raises(BadInput, match=rf"^template URL: .*{re.escape(problem)}"):
        link(template=template)


@given(st.text())
def test_no_text_in_place_of_a_template_url_ends_in_anything_but_bad_input(text: str) -> None:
    for template in (text, f"https://{text}", f"https://bucket.s3.eu-west-1.amazonaws.com/{text}"):
        try:
            made = link(template=template)
        except BadInput:
            continue
        assert made.url.startswith("https://eu-west-1.console.aws.amazon.com/")


@pytest.mark.parametrize(
    ("region", "template"),
    [
        ("cn-north-1", TEMPLATE),
        ("us-gov-west-1", TEMPLATE),
        ("eusc-de-east-1", TEMPLATE),
        ("eu-west-1", "https://bucket.s3.us-gov-west-1.amazonaws.com/a.yaml"),
    ],
)
def test_a_bucket_of_another_partition_is_refused(region: str, template: str) -> None:
    with pytest.raises(BadInput, match=r"template URL: its bucket is in .* Copy the template to a bucket in"):
        link(region, template)


def test_an_unknown_region_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(BadInput, match=r"Region: there is no Region 'eu-wst-1'. Did you mean eu-west-1"):
        link("eu-wst-1")
    with pytest.raises(BadInput, match=r"Region: there is no Region 'mars'. Name a Region that exists."):
        link("mars")


@pytest.mark.parametrize("region", ["us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1"])
def test_a_partition_without_a_public_console_is_refused(region: str) -> None:
    with pytest.raises(BadInput, match="has no public console"):
        link(region)


@pytest.mark.parametrize("name", ["", "1-stack", "-stack", "a_b", "a b", "a.b", "あ", "stack\n", "a" * 129])
def test_a_stack_name_that_aws_refuses_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match=r"^stack name: "):
        link(stack_name=name)


def test_a_stack_name_of_128_characters_is_taken() -> None:
    assert f"stackName={'a' * 128}" in link(stack_name="a" * 128).url


def test_a_missing_parameter_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(BadInput, match=r"parameter NamePrefx: .* no such parameter. Did you mean NamePrefix\."):
        link(values={"NamePrefx": "x"}, parameters=facts("NamePrefix", {"Type": "String"}))
    with pytest.raises(BadInput, match="no such parameter"):
        link(values={"nameprefix": "x"}, parameters=facts("NamePrefix", {"Type": "String"}))


@pytest.mark.parametrize("written", [True, "true"])
def test_a_no_echo_parameter_is_refused(written: object) -> None:
    with pytest.raises(BadInput, match="NoEcho"):
        filled("x", NoEcho=written)


@pytest.mark.parametrize("written", [False, "false"])
def test_a_parameter_that_says_it_is_not_no_echo_is_taken(written: object) -> None:
    assert "param_P=x" in filled("x", NoEcho=written).url


@pytest.mark.parametrize(
    ("value", "mapping", "problem"),
    [
        ("OFF", {"AllowedValues": ["DISABLED", "DETECT"]}, "'OFF' is not one of DISABLED, DETECT"),
        ("True", {"AllowedValues": [True, False]}, "'True' is not one of true, false"),
        ("91", {"Type": "Number", "AllowedValues": [30, 90]}, "'91' is not one of 30, 90"),
        ("ab-", {"AllowedPattern": "[a-z]+"}, "does not match [a-z]+"),
        ("ab\n", {"AllowedPattern": "^[a-z]+$"}, "does not match"),
        ("٣", {"AllowedPattern": r"\d"}, "does not match"),
        ("ab", {"MinLength": 3}, "below the minimum of 3 characters"),
        ("abcd", {"MaxLength": "3"}, "above the maximum of 3 characters"),
        ("0", {"Type": "Number", "MinValue": 1}, "below the minimum of 1"),
        ("1.51", {"Type": "Number", "MaxValue": 1.5}, "above the maximum of 1.5"),
        ("ten", {"Type": "Number"}, "is not a number"),
        ("NaN", {"Type": "Number"}, "is not a number"),
        ("٣", {"Type": "Number"}, "is not a number"),
        ("1,b", {"Type": "List<Number>"}, "'b' is not a number"),
        ("a, c", {"Type": "CommaDelimitedList", "AllowedValues": ["a", "b"]}, "'c' is not one of a, b"),
        ("a,1", {"Type": "CommaDelimitedList", "AllowedPattern": "[a-z]"}, "'1' does not match"),
        ("あ" * 1_366, {}, "has 4,098 bytes"),
        ("\ud800", {}, "surrogate"),
    ],
)
def test_a_value_that_the_template_refuses_is_refused(value: str, mapping: dict[str, Any], problem: str) -> None:
    with pytest.raises(BadInput, match=rf"^parameter P: .*{re.escape(problem)}"):
        filled(value, **mapping)


@pytest.mark.parametrize(
    ("value", "mapping"),
    [
        ("DETECT", {"AllowedValues": ["DISABLED", "DETECT"]}),
        ("true", {"AllowedValues": [True, False]}),
        ("90", {"Type": "Number", "AllowedValues": [30, 90]}),
        ("abc", {"MinLength": 3, "MaxLength": 3, "AllowedPattern": "[a-c]*"}),
        ("1", {"Type": "Number", "MinValue": 1, "MaxValue": 1}),
        ("-1.5", {"Type": "Number"}),
        ("1, 2", {"Type": "List<Number>", "MaxValue": 2}),
        ("a, b", {"Type": "CommaDelimitedList", "AllowedValues": ["a", "b"]}),
        ("/a,b", {"Type": "AWS::SSM::Parameter::Value<List<String>>", "AllowedPattern": "/a,b"}),
        ("x" * 4_000, {}),
    ],
)
def test_a_value_at_the_edge_of_what_is_allowed_is_taken(value: str, mapping: dict[str, Any]) -> None:
    assert dict(parse_qsl(filled(value, **mapping).url))["param_P"] == value


@pytest.mark.parametrize("pattern", [r"\p{Alpha}+", "[a-z&&[^b]]+", "(?u)a", "["])
def test_a_pattern_that_only_java_reads_leaves_a_warning(pattern: str) -> None:
    assert filled("b", AllowedPattern=pattern).warnings == (
        "AllowedPattern of P is not one that Python reads; its value is unchecked.",
    )


def test_a_link_of_more_than_2000_characters_is_made_with_a_warning() -> None:
    room = 2_000 - len(filled("").url)
    assert filled("x" * room).warnings == ()
    (warning,) = filled("x" * (room + 1)).warnings
    assert "2,001 characters" in warning


def test_the_facts_of_a_parameter_are_read_from_the_template() -> None:
    mapping = {
        "Type": "Number",
        "Default": 365,
        "AllowedValues": [1, "365"],
        "AllowedPattern": "[0-9]+",
        "MinValue": "1",
        "MaxValue": 3653,
        "Description": "Days.",
    }
    assert ParameterFacts.from_template("Days", mapping) == ParameterFacts(
        name="Days",
        type="Number",
        default="365",
        allowed_values=("1", "365"),
        allowed_pattern="[0-9]+",
        min_value=Decimal(1),
        max_value=Decimal(3653),
    )


@pytest.mark.parametrize(
    ("mapping", "problem"),
    [
        ({}, "it has no Type"),
        ({"Type": None}, "None is neither a text nor a number"),
        ({"Type": "String", "AllowedValues": "abc"}, "its AllowedValues are no list"),
        ({"Type": "String", "AllowedValues": [["a"]]}, "['a'] is neither a text nor a number"),
        ({"Type": "String", "Default": {"Ref": "X"}}, "{'Ref': 'X'} is neither a text nor a number"),
        ({"Type": "String", "MinLength": "few"}, "the limit 'few' is not a number"),
        ({"Type": "Number", "MaxValue": True}, "the limit True is not a number"),
    ],
)
def test_a_parameter_that_cloudformation_does_not_take_is_refused(mapping: dict[str, Any], problem: str) -> None:
    with pytest.raises(BadInput, match=rf"^parameter P: {re.escape(problem)}"):
        ParameterFacts.from_template("P", mapping)


@pytest.mark.parametrize(
    ("base", "name", "url"),
    [
        ("https://bucket.s3.us-east-1.amazonaws.com", "guardduty", "/guardduty.yaml"),
        ("https://bucket.s3.us-east-1.amazonaws.com/", "guardduty", "/guardduty.yaml"),
        ("https://bucket.s3.us-east-1.amazonaws.com/v1/latest", "config-rules-s3", "/v1/latest/config-rules-s3.yaml"),
        ("https://bucket.s3.us-east-1.amazonaws.com/v1", "stack-sets/guardduty", "/v1/stack-sets/guardduty.yaml"),
    ],
)
def test_a_template_url_is_the_base_and_the_name_of_the_article(base: str, name: str, url: str) -> None:
    assert template_url(base, name) == f"https://bucket.s3.us-east-1.amazonaws.com{url}"


@pytest.mark.parametrize(
    "name", ["", "../guardduty", "GuardDuty", "guardduty.yaml", "/guardduty", "a//b", "guardduty\n"]
)
def test_what_is_no_name_of_an_article_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match=r"^article: "):
        template_url("https://bucket.s3.us-east-1.amazonaws.com", name)


@pytest.mark.parametrize(
    ("base", "problem"),
    [
        ("https://bucket.s3.us-east-1.amazonaws.com/v1?versionId=1", "base URL: .* query or a fragment"),
        ("https://bucket.s3.us-east-1.amazonaws.com/v1#x", "base URL: .* query or a fragment"),
        ("https://example.com/v1", "template URL: example.com is not an S3 host"),
        ("", "template URL: .* is not an https URL"),
    ],
)
def test_a_base_that_no_template_can_be_read_from_is_refused(base: str, problem: str) -> None:
    with pytest.raises(BadInput, match=f"^{problem}"):
        template_url(base, "guardduty")
