import { readFileSync } from "node:fs";
import { framePhoto, openPhoto } from "../../main/photo/developing.ts";

/** The portrait that may be shown (see README.md), as the file a student would bring. */
function portraitFile(): Uint8Array {
  return new Uint8Array(readFileSync(new URL("astronaut.png", import.meta.url)));
}

/** The portrait framed as a card wants it: JPEG, 600×771. */
export async function portraitPhoto(): Promise<Uint8Array> {
  const opened = await openPhoto(portraitFile(), null);
  if (!opened.ok) throw new Error(opened.fault.kind);
  const cut = { centreX: 225, centreY: 140, angleDegrees: 0, scale: 2.8 };
  const framed = await framePhoto(opened.value.jpeg, cut);
  if (!framed.ok) throw new Error(framed.fault.kind);
  return framed.value;
}
