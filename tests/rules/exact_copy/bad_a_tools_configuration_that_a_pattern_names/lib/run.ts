import { spawn } from "node:child_process";

export function runAll(commands: string[][], cwd: string): Promise<number[]> {
  const started = commands.map(([name, ...args]) => spawn(name, args, { cwd, stdio: "inherit" }));
  return Promise.all(started.map((child) => new Promise<number>((done) => child.on("exit", (code) => done(code ?? 1)))));
}
