import { createLogger } from "winston";

export { Logger } from "@nestjs/common";
export { createLogger as make };
export const say = console.log;
