# shellcheck shell=bash
# Roll out one service and wait until it answers. Needs scripts/lib/log.sh.

wait_for_healthy() {
  local service="$1" url="$2" limit="${3:-60}"
  local waited=0
  until curl --fail --silent --max-time 2 --output /dev/null "$url"; do
    if ((waited >= limit)); then
      log_error "$service is not healthy after ${limit}s"
      docker compose logs --tail 50 "$service" >&2
      return 1
    fi
    sleep 2
    waited=$((waited + 2))
  done
  log_info "$service is healthy after ${waited}s"
}

deploy_service() {
  local service="$1" tag="$2" url="$3"
  local previous
  previous="$(docker compose images --format json "$service" | jq -r '.[0].Tag')"
  log_info "deploying $service $tag (was $previous)"
  IMAGE_TAG="$tag" docker compose up --detach --no-deps "$service"
  if ! wait_for_healthy "$service" "$url"; then
    log_error "rolling $service back to $previous"
    IMAGE_TAG="$previous" docker compose up --detach --no-deps "$service"
    return 1
  fi
}
