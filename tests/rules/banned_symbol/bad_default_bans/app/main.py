import structlog

structlog.configure(processors=[])
