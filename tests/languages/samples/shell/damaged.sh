#!/bin/bash
first() {
  echo "before the damage — ✓ 😀"; second_on_the_line "ü"
}

if then ) fi ;;

last() {
  echo after
}
