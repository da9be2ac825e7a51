from app.jobs import Job


def explain(job: Job) -> str:
    return job.reason
