import logging
import random
import time

log = logging.getLogger(__name__)


def run_plan(plan, attempts, first, factor, errors):
    """A function inside that nobody else can use."""

    def patiently(function, item):
        pause = first
        for attempt in range(1, attempts + 1):
            try:
                return function(item)
            except errors as error:
                if attempt == attempts:
                    log.error("%s failed %d times, giving up: %s", function, attempt, error)
                    raise
                log.warning("%s failed, try %d of %d", function, attempt, attempts)
                time.sleep(pause + random.uniform(0, pause / 10))
                pause *= factor

    order = sorted(plan.steps, key=lambda step: (step.stage, step.name))
    stages = {}
    for step in order:
        stages.setdefault(step.stage, []).append(step)
    if plan.only is not None:
        stages = {stage: steps for stage, steps in stages.items() if stage in plan.only}
    done, skipped, notes = [], [], {}
    for stage, steps in stages.items():
        log.info("stage %s begins with %d steps", stage, len(steps))
        if plan.dry:
            skipped.extend(step.name for step in steps)
            notes[stage] = "dry run"
            continue
        for step in steps:
            if step.unless and step.unless():
                skipped.append(step.name)
                continue
            value = patiently(step.function, step.item)
            done.append((step.name, value))
            if step.after:
                step.after(value)
        waiting = [step.name for step in steps if step.name not in dict(done)]
        notes[stage] = ", ".join(waiting) or "complete"
        plan.report(stage, notes[stage])
    missing = [name for name in plan.needed if name not in dict(done)]
    if missing:
        plan.alarm("these steps never ran: " + ", ".join(missing))
    plan.store({"done": done, "skipped": skipped, "notes": notes})
    return done
