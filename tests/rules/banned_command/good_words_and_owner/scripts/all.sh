#!/usr/bin/env bash
# docker build .
echo "docker build ."
docker run build
docker compose build
grep "docker build" README.md
podman build .
docker_build build
name="docker build"
git commit -m "docker build fails"
cat <<END
docker build .
END
terraform apply
"$TOOL" build .
