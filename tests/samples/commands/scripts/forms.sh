#!/bin/bash
docker build .
docker  buildx build .
sudo -E docker build .
command docker build .
D=docker
$D build .
${D} build .
"${DOCKER:-docker}" build .
sh -c "docker build ."
bash -lc 'docker build .'
eval "docker build ."
env FOO=1 docker build .
FOO=1 docker build .
/usr/bin/docker build .
\docker build .
x=$(docker build -q .)
if docker build .; then :; fi
time docker build .
nohup docker build . &
docker --host x build .
docker image build .
xargs -I{} docker build {}
CMD=(docker build); "${CMD[@]}" .
CMD2="docker build ."
$CMD2
timeout 5 docker build .
ssh host docker build .
ssh host "docker build ."
find . -exec docker build {} \;
true && docker build . || true
sudo sh -c 'cd x && docker build .'
cat <<EOF2 | sh
docker build .
EOF2
bash <<'EOF3'
docker build .
EOF3
nice -n 10 docker build .
"docker" "build" .
d'ocke'r build .
su - user -c "docker build ."
trap 'docker build .' EXIT
alias db='docker build'
run() { "$@"; }; run docker build .
watch -n5 docker build .
parallel docker build ::: a b
strace -f docker build .
tini -- docker build .
exec docker build .
docker \
  build .
readonly TOOL=docker; $TOOL build .
printf 'docker build .\n' | bash
echo docker build
echo "run docker build ."
# docker build
docker_build x
docker run build
docker push build
podman_build docker build
git commit -m "docker build"
grep "docker build" x
