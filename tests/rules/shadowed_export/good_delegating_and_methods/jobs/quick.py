from app import log


def setup_logging(verbose):
    return log.setup_logging("quick", "DEBUG" if verbose else "INFO")


class Job:
    def setup_logging(self):
        self.log = setup_logging(True)
