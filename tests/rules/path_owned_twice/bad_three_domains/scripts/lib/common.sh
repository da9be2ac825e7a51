log_info() {
  echo "$1"
}

deploy() {
  log_info up
}
