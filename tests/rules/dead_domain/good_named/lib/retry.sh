with_retry() {
  "$@" || "$@"
}
