#!/usr/bin/env bash
# Backup helpers that every script sources.

backup_database() {
  local name="$1" folder="$2"
  local stamp
  stamp="$(date +%Y%m%d-%H%M%S)"
  mkdir -p "$folder"
  pg_dump --format=custom --file="$folder/$name-$stamp.dump" "$name"
  find "$folder" -name "$name-*.dump" -mtime +14 -delete
  echo "backup of $name is in $folder"
}
