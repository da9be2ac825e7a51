start() {
  echo hello
}
