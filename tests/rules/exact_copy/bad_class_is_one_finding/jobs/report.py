import time


class Timer:
    def __init__(self, name, sink):
        self.name = name
        self.sink = sink
        self.started = None

    def start(self):
        if self.started is not None:
            raise RuntimeError(f"timer {self.name} runs already")
        self.started = time.monotonic()

    def stop(self):
        elapsed = time.monotonic() - self.started
        self.started = None
        self.sink.observe(self.name, elapsed)
        return elapsed
