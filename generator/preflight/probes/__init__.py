"""One file per thing that an account may have already, each with a ``PROBE``."""
