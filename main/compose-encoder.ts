import type { ChipProfile } from "./core/chip-profile/profile.ts";
import type { CardEncoder } from "./core/ports/card-encoder.ts";
import type { Randomness } from "./core/ports/clock.ts";
import type { CardKeySource } from "./core/ports/key-store.ts";
import type { ProfileShelf } from "./core/ports/profile-shelf.ts";
import { changeSettings } from "./settings/settings-file.ts";

/** What writes a desk's chips, and the shelf of profiles from which another may be put in force. */
export interface EncoderRoom {
  readonly encoder: CardEncoder;
  readonly profiles: ProfileShelf;
}

/** Opens the encoder of a desk with the profile in force. Ciphers and the DESFire's commands are read for the first card. */
export function openEncoder(
  folder: string,
  profile: ChipProfile,
  keySource: CardKeySource,
  randomness: Randomness,
): EncoderRoom {
  let inForce = profile;
  let made: { readonly of: ChipProfile; readonly encoder: Promise<CardEncoder> } | null = null;
  const encoder = () => {
    if (made?.of !== inForce) {
      const of = inForce;
      const read = import("../native/desfire/encoder.ts").then((module) =>
        module.createCardEncoder({ profile: of, keySource, randomness }),
      );
      made = { of, encoder: read };
    }
    return made.encoder;
  };
  let shelf: Promise<ProfileShelf> | undefined;
  const profiles = () => {
    shelf ??= import("./settings/profile-shelf.ts").then((module) =>
      module.openProfileShelf({
        dataFolder: folder,
        inForce: () => inForce.name,
        async putInForce(next) {
          const kept = await changeSettings(folder, (now) => ({ ...now, chipProfile: next.name }));
          if (!kept.ok) throw new Error(`${kept.fault.kind} at ${kept.fault.field}`);
          inForce = next;
        },
      }),
    );
    return shelf;
  };
  return {
    encoder: {
      profile: () => Promise.resolve({ name: inForce.name, version: inForce.version }),
      masters: async () => (await encoder()).masters(),
      inspect: async (...asked) => (await encoder()).inspect(...asked),
      personalise: async (...asked) => (await encoder()).personalise(...asked),
      update: async (...asked) => (await encoder()).update(...asked),
    },
    profiles: {
      look: async () => (await profiles()).look(),
      check: async (text) => (await profiles()).check(text),
      keep: async (text) => (await profiles()).keep(text),
      choose: async (name) => (await profiles()).choose(name),
    },
  };
}
