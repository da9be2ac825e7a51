export function start(name: string): string {
  return name;
}
