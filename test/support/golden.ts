import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { pixelsOf } from "../../native/images/photographs.ts";

const { GUICHET_APPROVE: approving } = process.env;

/** A dot counts as different when one of its three parts is off by more than this, of 255. */
const partTolerance = 24;

/**
 * The share of dots, 0 to 1, in which a PNG differs from the approved one under `test/golden`.
 * `GUICHET_APPROVE=1` keeps a picture that is not there yet: look at it before it is committed.
 */
export async function shareOff(
  name: string,
  png: Uint8Array,
  widthPx: number,
  heightPx: number,
): Promise<number> {
  const golden = new URL(`../golden/${name}.png`, import.meta.url);
  if (!existsSync(golden) && approving === "1") writeFileSync(golden, png);
  const approved = await pixelsOf(new Uint8Array(readFileSync(golden)), widthPx, heightPx);
  const now = await pixelsOf(png, widthPx, heightPx);
  if (!approved.ok || !now.ok) throw new Error("both pictures must decode");
  let different = 0;
  for (let at = 0; at < now.value.pixels.length; at += 3) {
    const off = [0, 1, 2].some(
      (part) =>
        Math.abs((now.value.pixels[at + part] ?? 0) - (approved.value.pixels[at + part] ?? 0)) >
        partTolerance,
    );
    if (off) different += 1;
  }
  return different / (widthPx * heightPx);
}
