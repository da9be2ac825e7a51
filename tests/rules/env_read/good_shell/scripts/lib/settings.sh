setting() { printf '%s\n' "${!1:-$2}"; }
DB_HOST=${DB_HOST:-localhost}
