import { log } from "./log";

export type Page = { title: string };

export const print = (page: Page): string => log({ id: "" }, page);
