"""`acme-gateway`: serve the public routes."""

import argparse

from gateway.logs import setup_logging
from gateway.server import serve


def build_parser():
    """Command line of the gateway."""
    parser = argparse.ArgumentParser(prog="acme-gateway", description="Serve the public routes.")
    parser.add_argument("--routes", default="routes.json", help="route table")
    parser.add_argument("--workers", type=int, default=None, help="how many requests at once")
    parser.add_argument("--log-level", default=None, help="DEBUG, INFO, WARNING or ERROR")
    parser.add_argument("--plain-logs", action="store_true", help="readable lines instead of JSON")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
    return parser


def main(argv=None):
    """Serve until interrupted."""
    options = build_parser().parse_args(argv)
    logger = setup_logging(options.log_level or "INFO")
    if options.dry_run:
        logger.info("dry run")
        return 0
    serve()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
