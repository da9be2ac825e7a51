import { readFileSync, writeFileSync, renameSync } from "node:fs";
import { createConnection } from "node:net";

export function setupLogging(service: string, level = "info"): Logger {
  const levels = ["debug", "info", "warn", "error"];
  const least = levels.indexOf(level);
  const write = (name: string, text: string) => {
    if (levels.indexOf(name) < least) {
      return;
    }
    const stamp = new Date().toISOString();
    process.stderr.write(`${stamp} ${name.toUpperCase()} ${service} ${text}\n`);
  };
  const logger = new Logger(write);
  process.on("uncaughtException", (error) => logger.error(String(error)));
  return logger;
}

export async function callWithRetry<T>(operation: () => Promise<T>, attempts = 5, firstDelay = 200): Promise<T> {
  let delay = firstDelay;
  let last: unknown = undefined;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      return await operation();
    } catch (error) {
      last = error;
      console.warn(`attempt ${attempt} of ${attempts} failed: ${error}`);
      await new Promise((resolve) => setTimeout(resolve, delay + Math.random() * 50));
      delay *= 2;
    }
  }
  throw new Error(`gave up after ${attempts} attempts`, { cause: last });
}

export function loadEnvFile(path: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const raw of readFileSync(path, "utf-8").split("\n")) {
    const line = raw.trim().replace(/^export /, "");
    if (line === "" || line.startsWith("#")) {
      continue;
    }
    const at = line.indexOf("=");
    if (at > 0) {
      values[line.slice(0, at).trim()] = line.slice(at + 1).trim();
    }
  }
  Object.assign(process.env, values);
  return values;
}
