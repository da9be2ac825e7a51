"""`python -m ssot_check` is the same program as `ssot-check`."""

from ssot_check.cli.main import main

if __name__ == "__main__":
    main()
