export function keepRows(rows: string[], limit: number): string[] {
  const kept = rows.filter((row) => row.trim().length > 0);
  return kept.slice(0, limit).map((row) => row.toLowerCase());
}
