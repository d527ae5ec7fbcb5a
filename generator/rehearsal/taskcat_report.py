"""taskcat without its report's style sheet, which it would fetch from the internet; runs in taskcat's own environment."""

from types import SimpleNamespace

import taskcat._generate_reports
from taskcat._cli import main

taskcat._generate_reports.requests = SimpleNamespace(get=lambda *_, **__: SimpleNamespace(text=""))
main()
