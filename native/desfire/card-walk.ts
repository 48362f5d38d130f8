import type { ChipFault, ChipGeneration } from "../../main/core/ports/card-encoder.ts";
import type { Randomness } from "../../main/core/ports/clock.ts";
import { type Result, succeeded } from "../../main/core/result.ts";
import { challengeLength, type Scheme } from "./authentication.ts";
import type { Command } from "./command.ts";
import { keyNumberByte } from "./commands.ts";
import type { Conversation } from "./conversation.ts";
import type { HeldKey, KeyPlace, Keyring, KeyState } from "./keyring.ts";
import { heldKey } from "./secure-messaging.ts";

/** Where a conversation stands: the application selected (null: the chip), and the key whose session is open. */
export interface Position {
  readonly selected: string | null;
  readonly shown: { readonly number: number; readonly state: KeyState } | null;
}

/** A conversation that knows where it stands, so that nothing is selected or shown twice in a row. */
export interface CardWalk {
  position(): Position;
  run<T>(command: Command<T>): Promise<Result<T, ChipFault>>;
  select(aid: string | null): Promise<Result<true, ChipFault>>;
  show(place: KeyPlace, state: KeyState): Promise<Result<true, ChipFault>>;
  /** Asks for the key of a place without showing it, so that it is not found missing once the chip is half written. */
  hold(place: KeyPlace, state: KeyState): Promise<Result<true, ChipFault>>;
  /** Puts the final key in the place of the one that lies there. `own`: with the session of that very key, which ends. */
  changeKey(place: KeyPlace, from: KeyState, own: boolean): Promise<Result<true, ChipFault>>;
}

/** The number of an application as a conversation takes it. */
export function aidNumber(aid: string): number {
  return Number.parseInt(aid, 16);
}

/** Walks over one chip, which is selected as a whole (so `identify` leaves it), with the messaging of its generation: EV2 and EV3 are spoken to in EV2's, wherever keys are AES. */
export function createCardWalk(
  conversation: Conversation,
  generation: ChipGeneration,
  keyring: Keyring,
  randomness: Pick<Randomness, "bytes">,
): CardWalk {
  let position: Position = { selected: null, shown: null };

  function schemeOf({ type }: HeldKey): Scheme {
    if (type !== "aes") return "iso";
    return generation === "EV1" ? "aes" : "ev2-first";
  }

  return {
    position: () => position,
    async run(command) {
      const answered = await conversation.run(command);
      if (!answered.ok) position = { ...position, shown: null };
      return answered;
    },
    async select(aid) {
      if (position.selected === aid) return succeeded(true);
      const selected = await conversation.select(aid === null ? 0 : aidNumber(aid));
      if (selected.ok) position = { selected: aid, shown: null };
      return selected;
    },
    async show(place, state) {
      const { shown } = position;
      if (shown?.number === place.number && shown.state === state) return succeeded(true);
      const held = await keyring.key(place, state);
      if (!held.ok) return held;
      const { type, key, version } = held.value;
      const opened = await conversation.authenticate(
        {
          scheme: schemeOf(held.value),
          keyNumber: place.number,
          type,
          key: type === "des" ? key : heldKey(type, key, version),
        },
        randomness.bytes(challengeLength(type)),
      );
      position = { ...position, shown: opened.ok ? { number: place.number, state } : null };
      return opened;
    },
    async hold(place, state) {
      const held = await keyring.key(place, state);
      return held.ok ? succeeded(true) : held;
    },
    async changeKey(place, from, own) {
      const [before, after] = [await keyring.key(place, from), await keyring.key(place, "final")];
      if (!before.ok) return before;
      if (!after.ok) return after;
      const { type, key, version } = after.value;
      const changed = await conversation.changeKey({
        keyNumber: keyNumberByte(place.number, type, place.aid === null),
        type,
        oldKey: own ? null : before.value.key,
        newKey: key,
        version,
      });
      if (own || !changed.ok) position = { ...position, shown: null };
      return changed;
    },
  };
}
