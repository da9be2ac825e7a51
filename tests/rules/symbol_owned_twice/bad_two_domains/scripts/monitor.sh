log_info() {
  :
}
health_check() {
  :
}
