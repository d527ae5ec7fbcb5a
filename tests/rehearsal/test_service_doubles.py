from types import SimpleNamespace

import pytest

from generator.rehearsal import service_doubles
from generator.rehearsal.service_rules.table import DOUBLES


def test_a_double_of_a_file_answers_in_the_place_of_moto() -> None:
    assert DOUBLES[("eks", "DescribeUpdate")].__module__ == "generator.rehearsal.service_doubles.eks_updates"
    assert service_doubles.doubles().items() <= DOUBLES.items()


def test_two_files_that_answer_one_operation_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = SimpleNamespace(DOUBLES={("sns", "Publish"): print})
    monkeypatch.setattr(service_doubles, "iter_modules", lambda _: [SimpleNamespace(name=each) for each in "ab"])
    monkeypatch.setattr(service_doubles, "import_module", lambda _: answers)
    with pytest.raises(ValueError, match=r"b: another file answers .*Publish"):
        service_doubles.doubles()
