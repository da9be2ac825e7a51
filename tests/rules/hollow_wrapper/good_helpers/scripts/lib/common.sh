log_info() { printf '%s\n' "$1"; }
