/** Size of the file head and of the plain information head (BITMAPFILEHEADER, BITMAPINFOHEADER). */
const fileHeadBytes = 14;
const infoHeadBytes = 40;

/** 300 dpi in dots a metre. */
const dotsPerMetre = 11_811;

/** A 24-bit BMP of RGB pixels whose rows come from the top; in the file they go from the bottom, blue first. */
export function colourBmp(rgb: Uint8Array, width: number, height: number): Uint8Array {
  const rowBytes = paddedTo4(width * 3);
  const { file, pixels } = emptyBmp(width, height, 24, rowBytes, []);
  for (let row = 0; row < height; row += 1) {
    let to = (height - 1 - row) * rowBytes;
    for (let from = row * width * 3; from < (row + 1) * width * 3; from += 3) {
      pixels[to] = rgb[from + 2] ?? 0;
      pixels[to + 1] = rgb[from + 1] ?? 0;
      pixels[to + 2] = rgb[from] ?? 0;
      to += 3;
    }
  }
  return file;
}

/**
 * A 1-bit BMP of a layer where 1 puts resin, rows from the top, most significant bit first.
 * Palette: 0 is black and 1 white, as picture programs write it, so the bits are turned over.
 */
export function resinBmp(dots: Uint8Array, width: number, height: number): Uint8Array {
  const layerRowBytes = Math.ceil(width / 8);
  const rowBytes = paddedTo4(layerRowBytes);
  const { file, pixels } = emptyBmp(width, height, 1, rowBytes, [0x000000, 0xffffff]);
  for (let row = 0; row < height; row += 1) {
    const to = (height - 1 - row) * rowBytes;
    for (let at = 0; at < layerRowBytes; at += 1) {
      pixels[to + at] = ~(dots[row * layerRowBytes + at] ?? 0) & 0xff;
    }
  }
  return file;
}

function emptyBmp(
  width: number,
  height: number,
  bitsPerPixel: 1 | 24,
  rowBytes: number,
  palette: readonly number[],
): { readonly file: Uint8Array; readonly pixels: Uint8Array } {
  const pixelsAt = fileHeadBytes + infoHeadBytes + palette.length * 4;
  const file = new Uint8Array(pixelsAt + rowBytes * height);
  const head = new DataView(file.buffer);
  head.setUint16(0, 0x424d);
  head.setUint32(2, file.length, true);
  head.setUint32(10, pixelsAt, true);
  head.setUint32(14, infoHeadBytes, true);
  head.setInt32(18, width, true);
  head.setInt32(22, height, true);
  head.setUint16(26, 1, true);
  head.setUint16(28, bitsPerPixel, true);
  head.setUint32(34, rowBytes * height, true);
  head.setInt32(38, dotsPerMetre, true);
  head.setInt32(42, dotsPerMetre, true);
  head.setUint32(46, palette.length, true);
  for (const [i, colour] of palette.entries()) {
    head.setUint32(fileHeadBytes + infoHeadBytes + i * 4, colour, true);
  }
  return { file, pixels: file.subarray(pixelsAt) };
}

function paddedTo4(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}
