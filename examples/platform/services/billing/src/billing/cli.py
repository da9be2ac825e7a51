"""`acme-billing`: send the reminders that are due."""

import argparse
from datetime import date

from acme_platform import get_settings
from billing.observability import setup_logging
from billing.reminders import remind
from billing.store import connect


def build_parser():
    """Command line of the billing job."""
    parser = argparse.ArgumentParser(prog="acme-billing", description="Send payment reminders.")
    parser.add_argument("--database", default="billing.sqlite", help="invoice database")
    parser.add_argument("--today", type=date.fromisoformat, default=None, help="act as if it were this day")
    parser.add_argument("--log-level", default=None, help="DEBUG, INFO, WARNING or ERROR")
    parser.add_argument("--plain-logs", action="store_true", help="readable lines instead of JSON")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
    return parser


def main(argv=None):
    """Run the job; the exit code is the number of customers without an address, at most 1."""
    options = build_parser().parse_args(argv)
    settings = get_settings("billing")
    logger = setup_logging("billing", options.log_level or settings.log_level, not options.plain_logs)
    connection = connect(options.database)
    if options.dry_run:
        logger.info("dry run")
        return 0
    logger.info("reminders sent", extra={"invoices": remind(connection, options.today or date.today(), {})})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
