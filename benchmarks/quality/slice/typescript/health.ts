import { createConnection } from "node:net";
import { renameSync, unlinkSync, existsSync, writeFileSync } from "node:fs";

export async function waitForPort(host: string, port: number, timeout = 30000): Promise<boolean> {
  const deadline = Date.now() + timeout;
  while (Date.now() < deadline) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ host, port }, () => resolve(true));
      socket.on("error", () => resolve(false));
    });
    if (open) {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  console.error(`${host}:${port} did not open in time`);
  return false;
}

export function replaceFile(target: string, text: string): void {
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { mode: 0o600 });
    renameSync(temporary, target);
  } finally {
    if (existsSync(temporary)) {
      unlinkSync(temporary);
      console.warn(`removed what was left of ${temporary}`);
    }
  }
}
