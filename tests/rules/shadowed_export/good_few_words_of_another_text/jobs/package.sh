fatal "nothing to package"

verify_result() {
  if [ ! -s "$1" ]; then
    exit 3
  fi
}
