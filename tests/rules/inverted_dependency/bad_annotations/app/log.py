from __future__ import annotations

from app.jobs import Job


def note(job: Job) -> str:
    return job.name
