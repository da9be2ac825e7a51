#!/usr/bin/env bats
load test_helper

setup() {
  cd "$BATS_TEST_TMPDIR"
  source "$BATS_TEST_DIRNAME/../lib/log.sh"
}

@test "an empty list is fine" {
  run bash ./deploy.sh
  [ "$status" -eq 0 ]
  [[ "${lines[0]}" =~ ^deployed\ 0 ]]
}

@test 'a "quoted" name' {
  run -1 deploy.sh --no-such-option
}
