import type { SimulatedCard } from "../../pcsc/simulated-reader.ts";

/** What goes wrong at one command, counted from 1. */
export type CardTrouble =
  /** Pulled away: `before` the command reaches the chip, or `after` it acted and before its answer arrives. */
  | { readonly kind: "removed"; readonly atCommand: number; readonly moment: "before" | "after" }
  /** Says nothing from this command on. */
  | { readonly kind: "mute"; readonly atCommand: number }
  /** Refuses this command with a status of the family 91xx, without acting. */
  | { readonly kind: "refused"; readonly atCommand: number; readonly status: number }
  /** Acts, and one bit of the answer turns on the way; `bit` counts from the first, past the end it wraps. */
  | { readonly kind: "bit-flipped"; readonly atCommand: number; readonly bit: number };

/** The same card with one thing going wrong: for rehearsals and tests. */
export function troubled(card: SimulatedCard, trouble: CardTrouble): SimulatedCard {
  let commands = 0;
  return {
    ...card,
    powerOff: () => card.powerOff(),
    apdu(command) {
      commands += 1;
      if (commands < trouble.atCommand) return card.apdu(command);
      if (trouble.kind === "mute") return new Uint8Array();
      if (commands > trouble.atCommand) return card.apdu(command);
      switch (trouble.kind) {
        case "removed":
          if (trouble.moment === "after") card.apdu(command);
          return null;
        case "refused":
          return Uint8Array.of(0x91, trouble.status);
        case "bit-flipped": {
          const answer = card.apdu(command);
          return answer === null ? null : withBitFlipped(answer, trouble.bit);
        }
      }
    },
  };
}

/** The same card, taking its time over every answer: at the edge of the field, or with a tired chip. */
export function slowed(card: SimulatedCard, thinksMs: number): SimulatedCard {
  return { ...card, thinksMs };
}

function withBitFlipped(bytes: Uint8Array, bit: number): Uint8Array {
  const turned = Uint8Array.from(bytes);
  const at = Math.floor(bit / 8) % turned.length;
  turned[at] = (turned[at] ?? 0) ^ (0x80 >> (bit % 8));
  return turned;
}
