import type { Logger } from "@nestjs/common";
import { format, transports as createTransports } from "winston";
import { start } from "./own";
import { Logger as Other } from "./logger";

type Console = typeof console.log;

// console.log("a")
export function run(console: { log: (text: string) => void }, logger: Logger, call: Console) {
  console.log("b");
  logger.log("console.log");
  call(format("c"));
  new Other(createTransports);
  return { console: { log: start("d") }, createLogger: "winston.createLogger" };
}

export const other = (winston: { createLogger: () => void }) => winston.createLogger();
