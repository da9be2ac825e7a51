import { Logger as Log } from "@nestjs/common";
import winston, { createLogger } from "winston";
import * as all from "winston";
import { start } from "./old";

const { createLogger: make } = require("winston");

export function run(items: string[]) {
  console.log("a");
  globalThis.console.log("b");
  items.forEach(console.log);
  winston.createLogger({});
  all.createLogger({});
  createLogger();
  make();
  new Log("c");
  require("winston").createLogger();
  return start("d");
}
