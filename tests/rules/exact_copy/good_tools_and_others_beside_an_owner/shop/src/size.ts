export function sizeOf(bytes: Uint8Array): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== 0x89504e47) {
    throw new Error("not a PNG file");
  }
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
