old_log() { echo "$1"; }
log() { echo "$1"; }
