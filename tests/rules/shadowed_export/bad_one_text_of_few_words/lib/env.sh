verify_result() {
  if [ $1 -ne 0 ]; then
    fatal "$2"
  fi
}
