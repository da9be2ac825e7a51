log_info() {
  :
}
deploy() {
  :
}
