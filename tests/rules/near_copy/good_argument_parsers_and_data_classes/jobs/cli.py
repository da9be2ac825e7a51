import argparse


def parse_arguments():
    parser = argparse.ArgumentParser(description="import")
    parser.add_argument("--config", default="config.toml", help="settings file")
    parser.add_argument("--verbose", action="store_true", help="say more")
    parser.add_argument("--dry-run", action="store_true", help="change nothing")
    parser.add_argument("--threads", type=int, default=4, help="how many at once")
    return parser.parse_args()


class Task:
    def __init__(self, name, owner, queue, retries, deadline):
        self.name = name
        self.owner = owner
        self.queue = queue
        self.retries = retries
        self.deadline = deadline
