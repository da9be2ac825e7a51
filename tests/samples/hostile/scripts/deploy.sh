#!/usr/bin/env bash
set -e
deploy() {
  docker build -t app .
  kubectl apply -f k8s
}
