export function getJson() {
  return helper();
}

export function helper() {
  return 1;
}
