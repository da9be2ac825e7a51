# Builds every wheel of the platform once; services copy /wheels from this image.
FROM python:3.12-slim AS build
WORKDIR /build
COPY pyproject.toml ./
COPY src ./src
COPY services ./services
RUN python -m pip wheel --no-cache-dir --wheel-dir /wheels .
