. "${BASH_SOURCE%/*}/lib/log.sh"
