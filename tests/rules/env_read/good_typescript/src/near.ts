import { setting } from "./settings";

type Env = typeof process.env;

export function read(process: { env: Env }, context: { env: Record<string, string> }) {
  // process.env.TEXT
  const text = "process.env.TEXT";
  return [process.env.OWN, context.env.HOST, setting("HOST"), text];
}

const env = process;

export const other = (env: Record<string, string>) => env.HOST;
