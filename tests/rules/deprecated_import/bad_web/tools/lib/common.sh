log_info() { echo "$1"; }
