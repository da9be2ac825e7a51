log_info() {
  printf "%s INFO %s\n" "$(date -u)" "$*" >&2
}
