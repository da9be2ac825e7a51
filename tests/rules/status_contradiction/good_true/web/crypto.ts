export function hash() {}
