"""The runbook interpreter: Automation documents of schema 0.3 run over boto3, every step and call recorded."""

from generator.automation.clock import Clock, SimulatedClock, WallClock
from generator.automation.execution import ApiCall, Execution, StepRecord
from generator.automation.interpreter import run
from generator.automation.run_state import ApprovalRequest, Gate

__all__ = [
    "ApiCall",
    "ApprovalRequest",
    "Clock",
    "Execution",
    "Gate",
    "SimulatedClock",
    "StepRecord",
    "WallClock",
    "run",
]
