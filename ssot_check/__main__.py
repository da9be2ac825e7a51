"""The program's first lines: `ssot-check` and `python -m ssot_check` both begin here, so that Ctrl-C is answered while it still loads."""

import _thread
import gc
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
    program()


if __name__ == "__main__":
    main()
