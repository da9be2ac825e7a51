"""Settings of every test."""

from hypothesis import HealthCheck, settings

# No test is timed: a busy machine must not make one fail.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
