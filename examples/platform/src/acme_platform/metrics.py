"""Monitoring: counters and timings in the Prometheus text format."""

import threading
import time
from collections import defaultdict
from contextlib import contextmanager

METRIC_PREFIX = "acme_"


class MetricsRegistry:
    """Counts events and sums durations; safe to use from several threads."""

    def __init__(self):
        self._lock = threading.Lock()
        self._counters = defaultdict(float)
        self._timings = defaultdict(lambda: [0, 0.0])

    def count(self, name, amount=1, **labels):
        with self._lock:
            self._counters[(METRIC_PREFIX + name, tuple(sorted(labels.items())))] += amount

    @contextmanager
    def timed(self, name, **labels):
        start = time.perf_counter()
        try:
            yield
        finally:
            elapsed = time.perf_counter() - start
            with self._lock:
                entry = self._timings[(METRIC_PREFIX + name, tuple(sorted(labels.items())))]
                entry[0] += 1
                entry[1] += elapsed

    def render(self):
        """Everything counted so far, one sample a line."""
        lines = []
        with self._lock:
            for (name, labels), value in sorted(self._counters.items()):
                lines.append(f"{name}_total{render_labels(labels)} {value:g}")
            for (name, labels), (number, total) in sorted(self._timings.items()):
                lines.append(f"{name}_seconds_count{render_labels(labels)} {number}")
                lines.append(f"{name}_seconds_sum{render_labels(labels)} {total:.6f}")
        return "\n".join(lines) + "\n"


def render_labels(labels):
    """`{a="1",b="2"}`, or nothing for no labels."""
    if not labels:
        return ""
    pairs = []
    for key, value in labels:
        escaped = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        pairs.append(f'{key}="{escaped}"')
    return "{" + ",".join(pairs) + "}"


METRICS = MetricsRegistry()
