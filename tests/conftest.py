"""How hypothesis runs everywhere: the time that an example takes is for `make bench`, and fails no test on a busy machine."""

from hypothesis import HealthCheck, settings

settings.register_profile("account-baseline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("account-baseline")
