const { A, ...rest } = process.env;  // 1
const p = globalThis.process.env.B;  // 2
const q = process["env"]["C"];  // 3
import proc from "node:process";
const r = proc.env.D;  // 4
import { env } from "process";
const s = env.E;  // 5
const t = import.meta.env.VITE_F;  // 6
const u = (process as any).env?.G;  // 7
const pr = process; const v = pr.env.H;  // 8
export default () => `${process.env.J ?? ""}`;  // 9
const w = Object.entries(process.env);  // 10
const x = require("process").env.K;  // 11
const dn = Deno.env.get("L");  // 12
const bn = Bun.env.M;  // 13
process.env.NODE_ENV = "test";
const doc = "process.env.X";
const cfg = { env: 1 }; cfg.env;
