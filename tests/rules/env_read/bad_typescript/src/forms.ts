import proc from "process";

const key = "DB_CONSTANT";
const { env: environment } = process;
const { env: { DB_INNER, DB_RENAMED: renamed } } = proc;

export const all = [
  process["env"].DB_BY_TEXT,
  (process as any).env.DB_CAST,
  environment.DB_PATTERN,
  process.env[key],
  proc.env.DB_DEFAULT_IMPORT,
  require("process").env.DB_REQUIRED,
  Reflect.get(process.env, "DB_REFLECT"),
  globalThis["process"]["env"]["DB_GLOBAL"],
  import.meta["env"].DB_META,
];

export const given = ({ env: handed } = process) => handed.DB_DEFAULT;
export const whole = (runtime = process) => runtime.env.DB_RUNTIME;
export function inner({ env: { DB_PARAMETER } } = process) {
  return DB_PARAMETER;
}
