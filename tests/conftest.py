"""Settings of every test."""

import os
import signal
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ssot_check.workspace.services import SERVICES

# No test is timed: a busy machine must not make one fail. What is green is green again, wherever it runs: new cases are
# looked for by `pytest --hypothesis-profile=search`.
settings.register_profile("same", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.register_profile("search", settings.get_profile("same"), derandomize=False, max_examples=1000)
settings.load_profile("same")

# The tests themselves run in a hook and in CI: what these tell a program must not change what a test sees.
for name in ("PRE_COMMIT", *(service.mark for service in SERVICES)):
    os.environ.pop(name, None)

# A run in the background of a script inherits "ignore Ctrl-C" and hands it on to every program it starts: the tests
# that interrupt one would wait for ever (POSIX.1-2024, Shell Command Language, 2.12: asynchronous lists).
if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def kept(request: pytest.FixtureRequest) -> Path:
    """Where schemas and readers that others publish are kept from run to run."""
    cache = request.config.cache
    assert cache is not None
    return cache.mkdir("schemas")
