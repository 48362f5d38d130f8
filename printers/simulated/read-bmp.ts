/** What a printer service finds in a bitmap: RGB rows from the top for 24 bits, resin dots for 1 bit. */
export type ReadBmp =
  | { readonly kind: "colour"; readonly width: number; readonly height: number; readonly rgb: Uint8Array }
  | { readonly kind: "resin"; readonly width: number; readonly height: number; readonly dots: Uint8Array };

/** Reads an uncompressed BMP of 24 or 1 bit, bottom-up or top-down; null when it is anything else. */
export function readBmp(file: Uint8Array): ReadBmp | null {
  if (file.length < 54) return null;
  const head = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (head.getUint8(0) !== 0x42 || head.getUint8(1) !== 0x4d || head.getUint32(30, true) !== 0) return null;
  const start = head.getUint32(10, true);
  const width = head.getInt32(18, true);
  const signedHeight = head.getInt32(22, true);
  const height = Math.abs(signedHeight);
  const bits = head.getUint16(28, true);
  const rowBytes = Math.floor((bits * width + 31) / 32) * 4;
  if (width <= 0 || height === 0 || start + rowBytes * height > file.length) return null;
  const rowAt = (row: number) => start + (signedHeight < 0 ? row : height - 1 - row) * rowBytes;
  if (bits === 24) {
    const rgb = new Uint8Array(width * height * 3);
    for (let row = 0; row < height; row += 1) {
      const from = rowAt(row);
      for (let column = 0; column < width * 3; column += 3) {
        const to = row * width * 3 + column;
        rgb[to] = file[from + column + 2] ?? 0;
        rgb[to + 1] = file[from + column + 1] ?? 0;
        rgb[to + 2] = file[from + column] ?? 0;
      }
    }
    return { kind: "colour", width, height, rgb };
  }
  if (bits !== 1 || start < 62) return null;
  const paletteAt = 14 + head.getUint32(14, true);
  const isDark = (entry: number) => (file[paletteAt + entry * 4] ?? 0) < 128;
  const inverted = isDark(0) && !isDark(1);
  const layerRowBytes = Math.ceil(width / 8);
  const dots = new Uint8Array(layerRowBytes * height);
  for (let row = 0; row < height; row += 1) {
    for (let at = 0; at < layerRowBytes; at += 1) {
      const eight = file[rowAt(row) + at] ?? 0;
      dots[row * layerRowBytes + at] = inverted ? 255 - eight : eight;
    }
  }
  return { kind: "resin", width, height, dots };
}
