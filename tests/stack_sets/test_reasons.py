import pytest

from generator.stack_sets.reasons import OTHER, REASONS, reason

WORDS = [
    (
        "Resource handler returned message: Service role name AWSServiceRoleForConfig has been taken in this account",
        "the service-linked role exists",
    ),
    (
        "Failed to put configuration recorder 'default' because the maximum number of configuration recorders: 1 is reached "
        "(Service: AmazonConfig; Error Code: MaxNumberOfConfigurationRecordersExceededException)",
        "a configuration recorder exists",
    ),
    ("NoAvailableConfigurationRecorder: Configuration recorder is not available", "no configuration recorder"),
    (
        "The request is rejected because a detector already exists for the current account.",
        "a detector, hub, session or graph exists",
    ),
    ("baseline-config-123 already exists in stack arn:aws:cloudformation:us-east-1:1:stack/x", "the name is taken"),
    ("Account 123456789012 is suspended", "the account is suspended"),
    ("The security token included in the request is invalid", "the Region is not enabled"),
    (
        "User: arn:aws:sts::1:assumed-role/stacksets-exec-1/x is not authorized to perform: config:PutConfigRule with an explicit "
        "deny in a service control policy",
        "a service control policy denies it",
    ),
    ("Account 1 should have 'AWSServiceRoleForCloudFormationStackSetsOrgMember' role", "the execution role is missing"),
    ("API: iam:CreateRole User is not authorized to perform: iam:CreateRole", "permission is missing"),
    ("Stack [x] cannot be deleted while TerminationProtection is enabled", "termination protection is on"),
    ("The bucket you tried to delete is not empty", "a bucket is not empty"),
    ("Cannot exceed quota for RolesPerAccount: 1000", "a quota is reached"),
    (
        "Rate exceeded (Service: AWSSimpleSystemsManagement; Status Code: 400; Error Code: ThrottlingException)",
        "throttled",
    ),
    ("Transform is not supported in SERVICE_MANAGED permission model", "a transform or nested stack"),
    (
        "Template format error: Unrecognized resource types: [AWS::Macie::Session]",
        "the resource type is not in the Region",
    ),
    ("Stack:arn is in ROLLBACK_FAILED state and can not be updated.", "the stack cannot be updated as it is"),
    ("Cancelled since failure tolerance has exceeded", "the failure tolerance was exceeded"),
]


@pytest.mark.parametrize(("words", "name"), WORDS)
def test_the_words_of_aws_lead_to_their_reason(words: str, name: str) -> None:
    assert reason(words).name == name


def test_every_reason_has_words_that_lead_to_it_and_a_remedy() -> None:
    assert {name for _, name in WORDS} == {each.name for each in REASONS}
    assert all(each.remedy and not each.remedy.endswith(".") for each in (*REASONS, OTHER))


def test_unknown_words_lead_to_the_events_of_the_stack() -> None:
    assert reason("The moon is full") is OTHER
