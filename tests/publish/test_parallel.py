import pytest

from generator.publish.parallel import in_parallel


def test_the_first_failure_ends_what_is_not_begun() -> None:
    begun: list[str] = []

    def work(item: str) -> None:
        begun.append(item)
        if item == "3":
            raise ValueError(item)

    with pytest.raises(ValueError, match="3"):
        in_parallel(work, map(str, range(10_000)), 1)
    assert begun == ["0", "1", "2", "3"]


def test_every_item_is_worked_on_once() -> None:
    begun: list[str] = []
    in_parallel(begun.append, map(str, range(100)), 8)
    assert sorted(begun, key=int) == [str(number) for number in range(100)]
