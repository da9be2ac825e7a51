echo "$WHO_SETS_THIS"
