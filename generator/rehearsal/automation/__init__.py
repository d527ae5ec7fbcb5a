"""The runbook interpreter: Automation documents of schema 0.3 run over boto3, every step and call recorded."""

from generator.rehearsal.automation.clock import Clock, SimulatedClock, WallClock
from generator.rehearsal.automation.execution import ApiCall, Execution, StepRecord
from generator.rehearsal.automation.interpreter import run
from generator.rehearsal.automation.run_state import ApprovalRequest, Gate

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
