import axios from "axios";

export function fetchJson(url: string) {
  return axios.get(url, { timeout: 1000 });
}
