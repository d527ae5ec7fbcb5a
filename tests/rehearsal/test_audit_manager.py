from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters

NAME = "audit-manager"
HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"


def test_the_chosen_assessment_is_made_once_and_its_bucket_outlives_it(account: StrictAccount) -> None:
    values = committed_parameters(NAME) | {"AuditAssessment": "CREATE"}
    for region in REGIONS:
        run = launch(account, NAME, region, REGIONS, values)
        assert run.stack is not None and run.green, run.refused
        if region == OTHER:
            assert run.stack.resources == {}
            continue
        stack = run.stack
    made = stack.resources["AuditManagerAssessment"].physical_id
    client = account.account_region(HOME).client("auditmanager")
    found = client.get_assessment(assessmentId=made)["assessment"]["metadata"]
    bucket = stack.resources["S3ForAuditReports"].physical_id
    assert found["assessmentReportsDestination"] == {"destination": f"s3://{bucket}", "destinationType": "S3"}
    account.delete_stack(stack.name)
    assert stack.status == "DELETE_COMPLETE", stack.failures
    assert bucket in [each["Name"] for each in account.account_region(HOME).client("s3").list_buckets()["Buckets"]]
