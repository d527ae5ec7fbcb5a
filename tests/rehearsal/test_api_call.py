from generator.rehearsal.account import StrictAccount


def test_a_client_of_another_region_than_its_session_s_is_judged_there() -> None:
    with StrictAccount(region="us-east-1") as account:
        analyzers = account.session("us-east-1").client("accessanalyzer", region_name="eu-west-1")
        arn = analyzers.create_analyzer(analyzerName="here", type="ACCOUNT")["arn"]
        assert arn.split(":")[3] == "eu-west-1"
        assert account.session("us-east-1").client("accessanalyzer").list_analyzers()["analyzers"] == []
        assert len(account.session("eu-west-1").client("accessanalyzer").list_analyzers()["analyzers"]) == 1
