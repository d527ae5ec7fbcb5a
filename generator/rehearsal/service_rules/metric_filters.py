"""What CloudWatch Logs asks of a metric filter.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
"""

from generator.lint.filter_pattern_tokens import InvalidPattern
from generator.lint.filter_patterns import parse
from generator.rehearsal.api_call import Call


def filter_can_count(call: Call) -> None:
    """The log group is there, and the pattern can be read."""
    name = str(call.parameters["logGroupName"])
    groups = call.account.client("logs").describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    if name not in {group["logGroupName"] for group in groups}:
        raise call.refuse("ResourceNotFoundException", "The specified log group does not exist.")
    try:
        parse(str(call.parameters["filterPattern"]))
    except InvalidPattern as error:
        raise call.refuse("InvalidParameterException", f"Invalid filter pattern: {error}") from error
