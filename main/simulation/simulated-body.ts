import { z } from "zod";
import { createSimulatedDesfire } from "../../native/desfire/simulated-card/desfire-card.ts";
import {
  blankEeprom,
  type Eeprom,
  eeprom,
  foreignEeprom,
} from "../../native/desfire/simulated-card/eeprom.ts";
import { createMuteCard, createOtherCard } from "../../native/desfire/simulated-card/other-cards.ts";
import type { SimulatedCard } from "../../native/pcsc/simulated-reader.ts";
import type { Randomness } from "../core/ports/clock.ts";

/** What a piece of plastic can be when it comes out of its box. */
export const bodyKind = z.enum(["blank-ev1", "blank-ev2", "blank-ev3", "crous", "foreign", "other", "mute"]);
export type BodyKind = z.infer<typeof bodyKind>;

/** One piece of plastic as it is kept: its kind, and the memory of its chip if it has one we know. */
export const body = z.strictObject({ kind: bodyKind, chip: eeprom.nullable() });
export type Body = z.infer<typeof body>;

/** The zone of the CROUS, as makers write it on cards before they come. */
const crousAid = 0xf58540;
/** An application that is not ours, as on a card of another service. */
const foreignAid = 0xf48010;

/** A new piece of plastic, with a chip number of NXP's form. */
export function newBody(kind: BodyKind, randomness: Randomness): Body {
  const uid = `04${Buffer.from(randomness.bytes(6)).toString("hex").toUpperCase()}`;
  switch (kind) {
    case "blank-ev1":
      return { kind, chip: blankEeprom(uid, "EV1") };
    case "blank-ev2":
      return { kind, chip: blankEeprom(uid, "EV2") };
    case "blank-ev3":
      return { kind, chip: blankEeprom(uid, "EV3") };
    case "crous":
      return { kind, chip: foreignEeprom(uid, crousAid, "EV2") };
    case "foreign":
      return { kind, chip: foreignEeprom(uid, foreignAid) };
    case "other":
    case "mute":
      return { kind, chip: null };
  }
}

/** The radio side of a piece of plastic; `onChange` keeps every change of its chip before the chip answers. */
export function radioOf(
  { kind, chip }: Body,
  randomness: Randomness,
  onChange: (chip: Eeprom) => void,
): SimulatedCard {
  if (chip !== null) return createSimulatedDesfire(chip, { randomness, onChange });
  return kind === "mute" ? createMuteCard() : createOtherCard();
}
