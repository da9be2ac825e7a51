#!/usr/bin/env bash
set -euo pipefail
VERSION="$(git describe --tags --always)"
IMAGE="registry.acme.example/billing:$VERSION"
docker build --pull --tag "$IMAGE" .
docker push "$IMAGE"
kubectl set image deployment/billing app="$IMAGE"
kubectl rollout status deployment/billing --timeout=120s
