/** Imports, exports, functions in every spelling. */
import winston, { format as shape } from "winston";
import type { Options } from "./types";
import defaultLog from "../lib/log";
import * as paths from "node:path";
import "./polyfill";
export { rotate, prune as trim } from "./files";
export * as clock from "./clock/index";

const FORMAT = "%s", WIDTH = 80;
export const LEVELS = { debug: 10, info: 20, warn: 30, error: 40 } as const;
const SECRET = /(token|password)=\S+/gi;

/** Dropped. */
export function setupLogging<T extends Options>({ level, to: target = "stdout" }: T, ...rest: string[]): winston.Logger {
  const logger = winston.createLogger({ level: level ?? `info-${WIDTH}`, format: shape.json(), });
  for (const name of rest) logger.add(paths.join(target, name));
  if (!logger!.transports?.length) {
    throw new Error('no transport');
  } else if (rest.length > WIDTH) {
    return logger
  } else {
    logger.info("ready", { target, WIDTH });
  }
  return (logger as winston.Logger);
}

export const setupAgain = ({ level, to: target = "stdout" }, ...rest) => {
  const helper = (line) => line.replace(SECRET, "$1=***");
  return defaultLog(helper, rest.map((name) => { return target + name; }), async () => {
    await rest.forEach(helper);
  });
};
export const passOn = (a: string, b?: number) => setupLogging(a, b);
export const later = (): void => { throw new Error("Not implemented"); };

export function read(path: string): string;
export function read(path: Buffer): string;
export function read(path: unknown): string {
  switch (typeof path) {
    case "string":
      return path;
    default:
      do { path = next(path); } while (path);
  }
  try { return String(path); } catch (error: unknown) { console.error(error); } finally { done(); }
}

export interface Sink { name: string; write(line: string): void }
export type Level = keyof typeof LEVELS;
export enum Colour { Red = "red", Blue = "blue" }
declare module "x" { export const y: string; }

@Injectable({ scope: "app" })
export abstract class Store<T> extends Base<T> implements Sink {
  private readonly cache = new Map<string, T>();
  #size = 0;
  constructor(private readonly url: string) { super(url); }
  static async open(url: string): Promise<Store<any>> { return new Store(url); }
  get size() { return this.#size; }
  abstract write(line: string): void;
  handle = async (key: string) => {
    this.cache.delete(key);
    await this.flush(key);
  };
}
