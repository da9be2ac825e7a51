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
env X=1 docker build .
docker ps -q | xargs -r docker rm
find . -name '*.cid' -exec docker rm {} +
su - app -c 'docker build .'
flock -w 5 /tmp/lock timeout -k 5 60 docker build .
for folder in *; do (cd "$folder" && docker build .); done
test -f Dockerfile && docker build . || exit 1
ids=`docker build -q .`
bash -lc "sudo docker build ."
