"""The program's first lines: `ssot-check` and `python -m ssot_check` both begin here, so that Ctrl-C is answered while it still loads."""

import sys
from typing import NoReturn

_INTERRUPTED = 130  # as in ssot_check.cli.main, which cannot be asked before it is loaded


def main() -> NoReturn:
    """Load the program, run it and leave with its exit code."""
    try:
        from ssot_check.cli.main import main as program
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        sys.exit(_INTERRUPTED)
    program()


if __name__ == "__main__":
    main()
