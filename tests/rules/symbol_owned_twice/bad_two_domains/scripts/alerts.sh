log_info() {
  :
}
