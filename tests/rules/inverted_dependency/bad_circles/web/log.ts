import { type Job, newest } from "./job";
import type { Page } from "./page";

export function log(job: Job, page: Page): string {
  return newest(job) + page.title;
}
