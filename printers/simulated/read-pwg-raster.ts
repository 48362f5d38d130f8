/** One page of PWG raster, RGB rows from the top. */
export interface PwgPage {
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  readonly rgb: Uint8Array;
}

const headerBytes = 1796;
const srgb = 19;

/** Reads pages of 8-bit sRGB (PWG 5102.4); null when the bytes are none. */
export function readPwgRaster(bytes: Uint8Array): readonly PwgPage[] | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.toString("latin1", 0, 4) !== "RaS2") return null;
  const pages: PwgPage[] = [];
  let at = 4;
  while (at < view.length) {
    if (at + headerBytes > view.length) return null;
    const field = (offset: number) => view.readUInt32BE(at + offset);
    const [width, height, dpi] = [field(372), field(376), field(276)];
    if (field(388) !== 24 || field(400) !== srgb || width * height > 64_000_000) return null;
    const read = readLines(view, at + headerBytes, width, height);
    if (read === null) return null;
    pages.push({ width, height, dpi, rgb: read.rgb });
    at = read.end;
  }
  return pages;
}

function readLines(view: Buffer, begin: number, width: number, height: number) {
  const rgb = new Uint8Array(width * height * 3);
  const lineBytes = width * 3;
  let at = begin;
  let row = 0;
  while (row < height) {
    const alike = (view[at] ?? 0) + 1;
    at += 1;
    const start = row * lineBytes;
    let x = 0;
    while (x < width) {
      const count = view[at];
      if (count === undefined) return null;
      at += 1;
      if (count === 128) {
        rgb.fill(255, start + x * 3, start + lineBytes);
        x = width;
      } else if (count > 128) {
        rgb.set(view.subarray(at, at + (257 - count) * 3), start + x * 3);
        at += (257 - count) * 3;
        x += 257 - count;
      } else {
        for (let times = 0; times <= count; times += 1)
          rgb.set(view.subarray(at, at + 3), start + (x + times) * 3);
        at += 3;
        x += count + 1;
      }
      if (x > width) return null;
    }
    if (row + alike > height) return null;
    for (let more = 1; more < alike; more += 1)
      rgb.copyWithin(start + more * lineBytes, start, start + lineBytes);
    row += alike;
  }
  return { rgb, end: at };
}
