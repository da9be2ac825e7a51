import { env as e } from "node:process";

const { HOST, PORT: port = "80", ...others } = process.env;
const env = process.env;

export function read(name: string) {
  const a = process.env.API_URL ?? "x";
  const b = process.env["API_KEY"];
  const c = import.meta.env.VITE_MODE;
  const d = (process.env as Record<string, string>).API_CAST;
  const f = "API_FLAG" in process.env;
  const g = env.API_ALIAS + e.API_IMPORTED;
  const h = globalThis.process?.env.API_GLOBAL;
  return [a, b, c, d, f, g, h, process.env[name], { ...process.env }, others, port, HOST];
}
