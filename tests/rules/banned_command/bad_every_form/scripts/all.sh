#!/usr/bin/env bash
docker build .
docker  buildx build .
docker image build .
sudo -E docker build .
command docker build .
DOCKER_BUILDKIT=1 /usr/bin/docker --context prod build \
  --tag app .
TOOL=docker
"$TOOL" build .
${DOCKER:-docker} build .
sh -c "cd app && docker build ."
if ! docker build .; then exit 1; fi
image=$(docker build -q .)
eval "docker build ."
terraform apply
