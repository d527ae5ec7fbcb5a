from botocore.loaders import Loader
from botocore.model import ServiceModel

from generator import registry
from generator.build.outputs import ROOT
from generator.permissions.api_actions import required_actions
from generator.preflight.launch import CREATE, EXISTING, template
from generator.preflight.probe import PROBES, probes

READS = ("Get", "List", "Describe", "BatchGet")


def test_every_choice_between_create_and_existing_is_decided_by_one_probe() -> None:
    found = 0
    for path in sorted((ROOT / "templates").glob("*.yaml")):
        for name, body in template(ROOT, path.stem).get("Parameters", {}).items():
            if EXISTING in body.get("AllowedValues", ()):
                found += 1
                deciding = [probe for probe in probes().values() if probe.decided(name)]
                assert len(deciding) == 1, f"{path.name}: {name}"
                assert CREATE in body["AllowedValues"] or name == "EcrScanning"
    assert found > 40


def test_a_probe_only_reads_and_its_calls_are_operations_with_known_actions() -> None:
    loader = Loader()
    for name, probe in probes().items():
        assert probe.calls, name
        for call in probe.calls:
            service, operation = call.split(":")
            model = ServiceModel(loader.load_service_model(service, "service-2"), service)
            assert operation in model.operation_names, call
            assert operation.startswith(READS), call
            assert required_actions(service, operation), call


def test_probes_that_prepare_come_first_and_those_that_judge_last() -> None:
    order = [(not probe.prepares, not probe.decides) for probe in probes().values()]
    assert order == sorted(order)
    assert list(probes())[-1] not in {name for name, probe in probes().items() if probe.decides}


def test_every_file_is_a_probe() -> None:
    assert set(probes()) == {path.stem for path in PROBES.glob("*.py")} - {"__init__"}


def test_a_stack_is_known_by_its_description() -> None:
    articles = registry.articles()
    assert {template(ROOT, name)["Description"] for name in articles} == {each.summary.en for each in articles.values()}
    assert len({each.summary.en for each in articles.values()}) == len(articles)
