export function whole(a: number) {
  return a + 1;
}
const half = { a: 1, b: ;
export const after = (b: number) => b * 2;
export function last(list: number[]) {
  return list.map((n) => n + 1).filter(Boolean);
}
