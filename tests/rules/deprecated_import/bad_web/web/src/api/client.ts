export function fetchJson(path: string) {
  return path;
}
export default fetchJson;
