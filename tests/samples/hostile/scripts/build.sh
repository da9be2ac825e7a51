#!/bin/bash
"docker" 'build' .  # 1
doc\ker build .  # 2
DOCKER=docker; $DOCKER build .  # 3
env -i PATH=/bin docker build .  # 4
sudo -u root -E docker --host x build .  # 5
eval "docker build ."  # 6
bash -c 'docker build .'  # 7
xargs -n1 docker build < list  # 8
timeout 60 nice -n 5 docker build .  # 9
find . -name Dockerfile -exec docker build {} \;  # 10
if ! docker build .; then exit 1; fi  # 11
x=$(docker build -q .)  # 12
args=(build --no-cache); docker "${args[@]}" .  # 13
alias db='docker build'  # 14
db .
ssh host docker build .  # 15
ssh host "docker build ."  # 16
bash <<EOF
docker build .  # 17
EOF
$(command -v docker) build .  # 18
/usr/bin/docker build .  # 19
docker buildx build .  # 20
docker image build .  # 21
kubectl -n prod apply -f x  # 22
kubectl --namespace=prod apply -f x  # 23
${KUBECTL:-kubectl} apply -f x  # 24
time docker build .  # 25
trap 'docker build .' EXIT  # 26
parallel docker build ::: a b  # 27
flock /tmp/l docker build .  # 28
watch -n 5 "kubectl apply -f x"  # 29
D=$(which docker)
"$D" build .  # 30
flock /tmp/l -c 'docker build .'  # 31
"`command -v docker`" build .  # 32
echo docker build .
# docker build .
docker run build
docker ps
$(command -v docker) ps
watch -n 5 "docker ps"
which docker build
printf 'docker build\n'
grep "docker build" x
