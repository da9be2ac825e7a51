import { log } from "./log";

export type Job = { id: string };

export function newest(job: Job): string {
  return job.id || String(log);
}
