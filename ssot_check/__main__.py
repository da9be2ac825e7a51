"""The program's first lines: `ssot-check` and `python -m ssot_check` both begin here, so that Ctrl-C is answered while it still loads."""

import _thread
import atexit
import gc
import os
import sys
import time
from typing import NoReturn

_BETWEEN_COLLECTIONS = 400_000
"""New objects until Python looks for cycles among them. After 700, its default, a tenth of a short run goes into looking, for nothing.

A hook makes fewer than this, nearly all of which live as long as it does.
"""
_INTERRUPTED = 130  # as in ssot_check.cli.main, which cannot be asked before it is loaded


def interrupt_again(dropped: "sys.UnraisableHookArgs") -> None:
    """Raise an interrupt once more that Python dropped: it does where a lock of an import, a fork or a finaliser calls back.

    For `sys.unraisablehook`. Without it the run would go on after Ctrl-C, and a traceback would be all that is told of it.
    """
    if dropped.exc_type is KeyboardInterrupt:
        _thread.start_new_thread(_interrupt_soon, ())
    else:
        sys.__unraisablehook__(dropped)


def _interrupt_soon() -> None:
    time.sleep(0.01)  # raised at once, it would be dropped with what drops it
    _thread.interrupt_main()


def main() -> NoReturn:
    """Load the program, run it and leave with its exit code."""
    sys.unraisablehook = interrupt_again
    gc.set_threshold(_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])
    try:
        from ssot_check.cli.main import main as program
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        sys.exit(_INTERRUPTED)
    try:
        program()
    except SystemExit as leaving:
        _end(leaving.code)
        raise


def _end(code: object) -> None:
    """End the process at once: to take apart all that a run has made, value by value, is a fifth of a hook.

    What asked to be called at the end is called, and what is written goes out. Where that cannot be done, or another thread is still at
    work, nothing happens here: Python ends the process, and says what is wrong.
    """
    if not isinstance(code, int) or len(sys._current_frames()) > 1:  # noqa: SLF001 -- the only count of threads that costs no import
        return
    try:
        atexit._run_exitfuncs()  # noqa: SLF001 -- what Python itself calls next
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        return
    os._exit(code)


if __name__ == "__main__":
    main()
