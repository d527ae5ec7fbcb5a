from generator.model import BadInput


def test_an_error_is_one_line_of_place_problem_and_remedy() -> None:
    error = BadInput("articles/config.py: Recorder", "it is wrong", "Correct it")
    assert str(error) == "articles/config.py: Recorder: it is wrong. Correct it."
    assert (error.where, error.problem, error.remedy) == ("articles/config.py: Recorder", "it is wrong", "Correct it")


def test_a_question_ends_in_its_own_mark() -> None:
    assert str(BadInput("a", "b", "Did you mean c?")) == "a: b. Did you mean c?"
