import { type Escn, makeEscn } from "../core/escn.ts";
import type { StationParts } from "./parts.ts";

/** A number for one more piece of plastic of this desk. Throws where the settings do not make one: a bug they were let through. */
export function freshEscn({
  clock,
  randomness,
  settings,
}: Pick<StationParts, "clock" | "randomness" | "settings">): Escn {
  const chance = new DataView(randomness.bytes(4).slice().buffer);
  const made = makeEscn({
    prefix: settings.escnPrefix,
    pic: settings.pic,
    unixMs: clock.now(),
    sequence: chance.getUint16(0) % 10_000,
    clock: chance.getUint16(2) & 0x3fff,
  });
  if (!made.ok) throw new Error(`the settings do not make an ESCN: ${made.fault.kind}`);
  return made.value;
}
