"""Templates that put an article into the accounts of an Organization: each holds service-managed stack sets."""

from generator.render.stack_sets.parameters import BASE_URL
from generator.render.stack_sets.wrapper import FOLDER, is_wrapped, wrapper, wrappers

__all__ = ["BASE_URL", "FOLDER", "is_wrapped", "wrapper", "wrappers"]
