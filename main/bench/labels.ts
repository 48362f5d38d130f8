import { medianOf } from "./sampling.ts";

const rounds = 40;
const warmRounds = 5;

/** Makes one sticker of a serial number into what the printer is sent. */
export type MakeLabel = (serialNumber: string) => Promise<string>;

/** Milliseconds from a sticker's facts to the ZPL of its label, fonts and template read already; every label is another one. */
export async function measureLabels(make: MakeLabel): Promise<{ readonly zplMs: number }> {
  const samples: number[] = [];
  for (let n = 0; n < warmRounds + rounds; n += 1) {
    const from = performance.now();
    const zpl = await make(`26-001-${String(n).padStart(6, "0")}`);
    if (!zpl.startsWith("^XA")) throw new Error("the label is no ZPL");
    if (n >= warmRounds) samples.push(performance.now() - from);
  }
  return { zplMs: medianOf(samples) };
}
