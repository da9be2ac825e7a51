export function getJson() {
  return _helper();
}

export function _helper() {
  return 1;
}
