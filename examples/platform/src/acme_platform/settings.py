"""Configuration: read the environment once, check it, hand out one frozen value."""

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

TRUE_WORDS = {"1", "true", "yes", "on"}


class ConfigurationError(ValueError):
    """A variable is missing or has the wrong form."""


@dataclass(frozen=True)
class Settings:
    """Everything a service may configure."""

    service: str
    environment: str
    log_level: str
    database_url: str
    broker_url: str
    request_timeout_seconds: float
    debug: bool


def load_env_file(path):
    """Read KEY=VALUE lines; the process environment wins over the file."""
    values = {}
    file = Path(path)
    if not file.is_file():
        return values
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        key, separator, value = text.partition("=")
        if not separator:
            raise ConfigurationError(f"{path}:{number}: expected KEY=VALUE")
        values[key.strip()] = value.strip().strip("'\"")
    return values


def read_flag(values, name, default=False):
    """A yes-or-no variable."""
    raw = values.get(name)
    if raw is None or raw == "":
        return default
    return raw.strip().lower() in TRUE_WORDS


@lru_cache(maxsize=None)
def get_settings(service: str) -> Settings:
    """Settings of one service from ACME_ENV_FILE and the process environment."""
    values = load_env_file(os.environ.get("ACME_ENV_FILE", ".env"))
    values.update(os.environ)
    missing = [name for name in ("DATABASE_URL", "BROKER_URL") if not values.get(name)]
    if missing:
        raise ConfigurationError("missing variables: " + ", ".join(missing))
    return Settings(
        service=service,
        environment=values.get("ACME_ENVIRONMENT", "development"),
        log_level=values.get("LOG_LEVEL", "INFO"),
        database_url=values["DATABASE_URL"],
        broker_url=values["BROKER_URL"],
        request_timeout_seconds=float(values.get("REQUEST_TIMEOUT_SECONDS", "5")),
        debug=read_flag(values, "ACME_DEBUG"),
    )
