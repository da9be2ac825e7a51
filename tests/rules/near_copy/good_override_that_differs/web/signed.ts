import { Board } from "./store";

export class SignedBoard extends Board {
  publish(entries: Entry[], target: Target): number {
    const rows: string[] = [];
    for (const entry of entries) {
      const checksum = this.checksum(entry.path);
      rows.push(`${checksum}  ${entry.path}`);
    }
    target.prepare({ parents: true });
    target.writeText(rows.join("\n"), "utf-8");
    super.publish(rows, target);
    return rows.length;
  }
}
