import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import {
  type CardMechanismState,
  completed,
  newCardMechanism,
} from "../../printers/simulated/card-mechanism.ts";
import { body } from "./simulated-body.ts";

/** Everything simulated, as kept in one file: it outlives the station, as real hardware does. */
export interface WorldState {
  readonly bodies: Readonly<Record<string, z.infer<typeof body>>>;
  readonly mechanism: CardMechanismState;
  /** The card lying on the desk reader. */
  readonly onDesk: string | null;
  /** The next card written in the printer is pulled away in the middle. */
  readonly pullsCard: boolean;
  /** Bodies that were destroyed: nobody holds them any more. */
  readonly thrownAway: readonly string[];
}

const kept = z.object({
  bodies: z.record(z.string(), body),
  mechanism: z
    .custom<CardMechanismState>((value) => typeof value === "object" && value !== null)
    .transform(completed),
  onDesk: z.string().nullable(),
  pullsCard: z.boolean(),
  thrownAway: z.array(z.string()).default([]),
});

/** Reads the hardware kept in a folder; null when there is none yet. */
export function readWorld(folder: string): WorldState | null {
  let text: string;
  try {
    text = readFileSync(join(folder, "world.json"), "utf8");
  } catch {
    return null;
  }
  return kept.parse(JSON.parse(text));
}

/** Keeps the hardware as it is now, whole or not at all, for its owner alone: chips remember whose they are. Synchronous: what happened to plastic is never ahead of what is kept. */
export function keepWorld(folder: string, state: WorldState): void {
  const file = join(folder, "world.json");
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Where the picture of a printed card is kept. */
export function pictureFile(folder: string, cardId: string): string {
  return join(folder, "printed", `${cardId}.png`);
}

/** Makes the folders of the hardware. */
export function makeWorldFolder(folder: string): void {
  mkdirSync(join(folder, "printed"), { recursive: true, mode: 0o700 });
}

/** Hardware just out of its boxes: nothing in the feeder yet, a new ribbon. */
export function newWorld(ribbonFaces: number): WorldState {
  return {
    bodies: {},
    mechanism: newCardMechanism([], ribbonFaces),
    onDesk: null,
    pullsCard: false,
    thrownAway: [],
  };
}
