#!/usr/bin/env bash
set -euo pipefail
VERSION="$(git describe --tags --always)"
IMAGE="registry.acme.example/orders:$VERSION"
docker build --pull --tag "$IMAGE" .
docker push "$IMAGE"
kubectl set image deployment/orders app="$IMAGE"
kubectl rollout status deployment/orders --timeout=120s
