from typing import TypedDict


class OrderRetry(TypedDict):
    max_attempts: int
    backoff_seconds: float
    jitter_ratio: float
    give_up_after: float
    retriable_codes: list
    dead_letter_queue: str
    alert_channel: str
    order_prefix: str
