"""Settings of every test."""

import os
import signal
import threading

from hypothesis import HealthCheck, settings

from ssot_check.workspace.services import SERVICES

# No test is timed: a busy machine must not make one fail.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# The tests themselves run in a hook and in CI: what these tell a program must not change what a test sees.
for name in ("PRE_COMMIT", *(service.mark for service in SERVICES)):
    os.environ.pop(name, None)

# A run in the background of a script inherits "ignore Ctrl-C" and hands it on to every program it starts: the tests
# that interrupt one would wait for ever (POSIX.1-2024, Shell Command Language, 2.12: asynchronous lists).
if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
