from generator.knowledge.unknown import UnknownName


def test_the_nearest_names_are_offered_best_first_and_at_most_three() -> None:
    error = UnknownName.among("Region", "us-eas-1", ["us-east-1", "us-east-2", "us-west-1", "us-west-2", "eu-north-1"])
    assert error.suggestions[0] == "us-east-1"
    assert len(error.suggestions) <= 3
    assert str(error).startswith("unknown Region 'us-eas-1'; did you mean us-east-1")


def test_the_case_of_letters_does_not_hide_a_name() -> None:
    error = UnknownName.among("resource type", "aws::s3::bucket", ["AWS::S3::Bucket", "AWS::SNS::Topic"])
    assert error.suggestions == ("AWS::S3::Bucket",)


def test_a_name_that_resembles_nothing_gets_no_suggestion() -> None:
    error = UnknownName.among("Region", "mars", ["us-east-1"])
    assert (error.kind, error.name, error.suggestions, error.nearest) == ("Region", "mars", (), "")
    assert str(error) == "unknown Region 'mars'"
