echo "$STAMP is set by the script that sources this"
