from app.log import setup_logging


def setup_job_logging(job):
    """Every job logs under its own name."""
    return setup_logging(f"job-{job}", level="DEBUG")


def main():
    log = setup_job_logging("nightly")
    log.info("start")
