"""The one error that bad input ends in: it names the file, the element and the remedy."""


class BadInput(Exception):
    """Something the user wrote cannot be used; the command line prints it in one line and exits with status 2."""

    def __init__(self, where: str, problem: str, remedy: str) -> None:
        """``where`` is a file and, if there is one, the element in it: ``articles/config.py: ConfigRecorder``."""
        self.where = where
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{where}: {problem}. {remedy}" + ("" if remedy.endswith("?") else "."))
