import type { ChipUid } from "../../main/core/card.ts";
import { versionMeans } from "../../main/core/chip-profile/key-versions.ts";
import type { ChipProfile } from "../../main/core/chip-profile/profile.ts";
import type { CardReader } from "../../main/core/ports/apdu-channel.ts";
import type { ChipFault, Neighbour } from "../../main/core/ports/card-encoder.ts";
import type { Randomness } from "../../main/core/ports/clock.ts";
import type { CardKeySource } from "../../main/core/ports/key-store.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { type CountedChannel, countExchanges } from "../pcsc/transcript.ts";
import { hexOf, leastFirst } from "./bytes.ts";
import { type CardWalk, createCardWalk } from "./card-walk.ts";
import { getCardUid, getKeyVersion } from "./commands.ts";
import { type Conversation, createConversation } from "./conversation.ts";
import { type Identity, identify } from "./identify.ts";
import { openedBy } from "./key-states.ts";
import { createKeyring, type KeyPlace, type Keyring, type KeyState } from "./keyring.ts";

/** What the encoder needs: the profile in force, the keys of a card, and fresh challenges. */
export interface EncoderNeeds {
  readonly profile: ChipProfile;
  readonly keySource: CardKeySource;
  readonly randomness: Pick<Randomness, "bytes">;
}

/** A chip that is spoken to. */
export interface Chip {
  readonly channel: CountedChannel;
  readonly conversation: Conversation;
}

/** A chip that was looked at, with the keys it has under the profile. */
export interface KnownChip {
  readonly identity: Identity;
  readonly walk: CardWalk;
  readonly keyring: Keyring;
  /** Applications of the profile that are on it. */
  readonly ours: readonly string[];
  /** Applications of others that are recognised and left alone. */
  readonly beside: readonly Neighbour[];
  /** All others. */
  readonly strange: readonly string[];
  /** It keeps its applications to itself, and to a master key that is not ours. */
  readonly isClosed: boolean;
}

/** Makes chips known: looks at one, and acts on it with the keys it has; `otherwise` for a card that is no DESFire of ours to write. */
export type ChipKnower = <T>(
  chip: Chip,
  otherwise: T,
  act: (chip: KnownChip) => Promise<Result<T, ChipFault>>,
) => Promise<Result<T, ChipFault>>;

const chipPlace: KeyPlace = { aid: null, number: 0 };

/** Looks at chips under a profile. Every key is overwritten once the act is over. */
export function createChipKnower({ profile, keySource, randomness }: EncoderNeeds): ChipKnower {
  /** A card of ours has the final key as its master key, a new one that of the delivery. */
  const masterStates: readonly KeyState[] =
    profile.chip.masterKey.left === null ? ["factory"] : ["final", "factory"];

  async function withKeys<T>(
    uid: ChipUid | null,
    act: (keyring: Keyring) => Promise<Result<T, ChipFault>>,
  ): Promise<Result<T, ChipFault>> {
    const keyring = createKeyring(profile, uid, keySource);
    try {
      return await act(keyring);
    } finally {
      keyring.forget();
    }
  }

  /** Opens a session with the chip's master key; one that none of both opens may have an older version of ours. */
  async function openedChip(walk: CardWalk): Promise<Result<KeyState | null, ChipFault>> {
    const opened = await openedBy(walk, chipPlace, masterStates);
    const { left } = profile.chip.masterKey;
    if (!opened.ok || opened.value !== null || left === null) return opened;
    const version = await walk.run(getKeyVersion(chipPlace.number));
    if (!version.ok) return version;
    const means = versionMeans(left, version.value);
    const older = means === "older" ? version.value : means === "either" ? left.versionZero : undefined;
    return older === undefined ? succeeded(null) : openedBy(walk, chipPlace, [older]);
  }

  /** Asks a chip for its own number under the chip's master key, which is then the same for all of them. */
  function askUid(conversation: Conversation): Promise<Result<Uint8Array, ChipFault>> {
    return withKeys(null, async (keyring) => {
      const walk = createCardWalk(conversation, "EV1", keyring, randomness);
      const opened = await openedChip(walk);
      if (!opened.ok) return opened;
      return opened.value === null
        ? failed({ kind: "spoiled", because: "keys-unknown" })
        : walk.run(getCardUid());
    });
  }

  function openChip(conversation: Conversation, uid: ChipUid): Promise<Result<boolean, ChipFault>> {
    return withKeys(uid, async (keyring) => {
      const walk = createCardWalk(conversation, "EV1", keyring, randomness);
      const opened = await openedChip(walk);
      return opened.ok ? succeeded(opened.value !== null) : opened;
    });
  }

  return async function known<T>(
    { conversation }: Chip,
    otherwise: T,
    act: (chip: KnownChip) => Promise<Result<T, ChipFault>>,
  ): Promise<Result<T, ChipFault>> {
    const found = await identify(conversation, {
      askUid: profile.chip.randomUid === "ask" ? () => askUid(conversation) : null,
      openChip: (uid) => openChip(conversation, uid),
    });
    if (!found.ok) return found;
    const identity = found.value;
    if (identity === null) return succeeded(otherwise);
    const on = (identity.applications ?? []).map(aidText);
    const isOurs = (aid: string) => profile.applications.some((one) => one.aid === aid);
    const beside = profile.chip.leaveAlone.filter(({ aid }) => on.includes(aid));
    const isBeside = (aid: string) => beside.some((one) => one.aid === aid);
    return withKeys(identity.uid, (keyring) =>
      act({
        identity,
        keyring,
        walk: createCardWalk(conversation, identity.generation, keyring, randomness),
        ours: on.filter(isOurs),
        beside,
        strange: on.filter((aid) => !isOurs(aid) && !isBeside(aid)),
        isClosed: identity.applications === null,
      }),
    );
  };
}

/** Speaks to the card on a reader for as long as `act` takes, at most `deadlineMs` from the wait for it on. */
export async function withChip<T>(
  reader: CardReader,
  deadlineMs: number,
  act: (chip: Chip) => Promise<Result<T, ChipFault>>,
): Promise<Result<T, ChipFault>> {
  const startedMs = performance.now();
  const connected = await reader.connect(deadlineMs);
  if (!connected.ok) return connected;
  const channel = countExchanges(connected.value);
  const remainingMs = () => Math.max(0, deadlineMs - (performance.now() - startedMs));
  const conversation = createConversation(channel, remainingMs);
  try {
    return await act({ channel, conversation });
  } finally {
    conversation.end();
    await channel.close();
  }
}

/**
 * Whether the profile has the chip formatted before it is written: others' applications are on it and nothing of ours or to be left alone, and the
 * master key that cards are delivered with opens it, which is what says that it may be used anew.
 */
export async function isToFormat(
  { ours, beside, strange, isClosed, walk }: KnownChip,
  { chip }: ChipProfile,
): Promise<Result<boolean, ChipFault>> {
  const isAsked = chip.formatBeforeWrite && !isClosed && strange.length > 0;
  if (!isAsked || ours.length + beside.length > 0) return succeeded(false);
  const opened = await openedBy(walk, chipPlace, ["factory"]);
  return opened.ok ? succeeded(opened.value !== null) : opened;
}

/** Whether the chip refused, with one of these statuses. */
export function isRefusal(fault: ChipFault, statuses: readonly number[]): boolean {
  return fault.kind === "chip-refused" && statuses.includes(fault.status);
}

/** All applications of a chip, as people write them. */
export function allOf({ applications }: Identity): readonly string[] {
  return (applications ?? []).map(aidText);
}

function aidText(aid: number): string {
  return hexOf(leastFirst(aid, 3).toReversed());
}
