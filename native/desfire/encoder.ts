import type { ChipUid } from "../../main/core/card.ts";
import { contentLength } from "../../main/core/chip-profile/content-fields.ts";
import type { ChipProfile } from "../../main/core/chip-profile/profile.ts";
import { rightsOf } from "../../main/core/chip-profile/profile-bits.ts";
import { keysFor, recordFile } from "../../main/core/chip-profile/profile-rules.ts";
import type { CardReader } from "../../main/core/ports/apdu-channel.ts";
import type {
  CardEncoder,
  ChipFault,
  ChipGeneration,
  ChipRecord,
  ChipSight,
  ChipSubject,
  Neighbour,
  Personalised,
} from "../../main/core/ports/card-encoder.ts";
import type { Randomness } from "../../main/core/ports/clock.ts";
import type { CardKeySource } from "../../main/core/ports/key-store.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { type CountedChannel, countExchanges } from "../pcsc/transcript.ts";
import { hexOf, leastFirst } from "./bytes.ts";
import type { CardFacts, Contents } from "./card-facts.ts";
import { type CardWalk, createCardWalk } from "./card-walk.ts";
import { getCardUid } from "./commands.ts";
import { readData } from "./content-commands.ts";
import { type Conversation, createConversation } from "./conversation.ts";
import { fileContent, recordIn } from "./file-content.ts";
import { type Identity, identify, isStorageCard } from "./identify.ts";
import { createKeyring, type KeyPlace, type Keyring, type KeyState } from "./keyring.ts";
import { perform } from "./perform-plan.ts";
import { planOf, updatePlanOf } from "./plan.ts";
import { status } from "./status.ts";
import { openedBy, survey, surveyYearly } from "./survey.ts";

/** What the encoder needs: the profile in force, the keys of a card, and fresh challenges. */
export interface EncoderNeeds {
  readonly profile: ChipProfile;
  readonly keySource: CardKeySource;
  readonly randomness: Pick<Randomness, "bytes">;
}

interface Chip {
  readonly channel: CountedChannel;
  readonly conversation: Conversation;
}

/** A chip that was looked at, with the keys it has under the profile. */
interface KnownChip {
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

/** Refusals that show that our application was never finished, as opposed to a chip in trouble. */
const unfinished: readonly number[] = [
  status.authenticationError,
  status.noSuchKey,
  status.fileNotFound,
  status.permissionDenied,
  status.boundaryError,
];
const generations: readonly ChipGeneration[] = ["EV1", "EV2", "EV3"];
const chipPlace: KeyPlace = { aid: null, number: 0 };

/** Encodes DESFire chips with a profile. `deadlineMs` of a call covers the whole of it, the wait for a card included. */
export function createCardEncoder({ profile, keySource, randomness }: EncoderNeeds): CardEncoder {
  const version = { name: profile.name, version: profile.version };
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

  /** Asks a chip for its own number under the chip's master key, which is then the same for all of them. */
  function askUid(conversation: Conversation): Promise<Result<Uint8Array, ChipFault>> {
    return withKeys(null, async (keyring) => {
      const walk = createCardWalk(conversation, "EV1", keyring, randomness);
      const opened = await openedBy(walk, chipPlace, masterStates);
      if (!opened.ok) return opened;
      return opened.value === null
        ? failed({ kind: "spoiled", because: "keys-unknown" })
        : walk.run(getCardUid());
    });
  }

  function openChip(conversation: Conversation, uid: ChipUid): Promise<Result<boolean, ChipFault>> {
    return withKeys(uid, async (keyring) => {
      const walk = createCardWalk(conversation, "EV1", keyring, randomness);
      const opened = await openedBy(walk, chipPlace, masterStates);
      return opened.ok ? succeeded(opened.value !== null) : opened;
    });
  }

  async function known<T>(
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
  }

  async function look(chip: Chip): Promise<Result<ChipSight, ChipFault>> {
    const wrongType: ChipSight = { kind: "wrong-type", atr: hexOf(chip.channel.atr) };
    if (isStorageCard(chip.channel.atr)) return succeeded(wrongType);
    return known<ChipSight>(chip, wrongType, async ({ identity, walk, ours, beside, strange, isClosed }) => {
      const { uid, generation } = identity;
      const seen = { uid, generation, ...(beside.length > 0 ? { beside } : {}) };
      if (strange.length > 0 || isClosed) {
        return succeeded({ kind: "foreign", uid, generation, applications: allOf(identity) });
      }
      if (ours.length === 0) return succeeded({ kind: "blank", ...seen });
      const record = await readRecord(walk);
      if (!record.ok) {
        return isRefusal(record.fault, unfinished) ? succeeded({ kind: "half-written", ...seen }) : record;
      }
      return record.value === "unfinished"
        ? succeeded({ kind: "half-written", ...seen })
        : succeeded({ kind: "personalised", ...seen, record: record.value });
    });
  }

  /** What our record says; null where the profile keeps none: then every application must answer to its master key. */
  async function readRecord(walk: CardWalk): Promise<Result<ChipRecord | "unfinished" | null, ChipFault>> {
    const { record } = profile;
    const file = recordFile(profile);
    if (record === null || file === null) {
      for (const { aid } of profile.applications) {
        const selected = await walk.select(aid);
        if (!selected.ok)
          return isRefusal(selected.fault, [status.applicationNotFound]) ? succeeded("unfinished") : selected;
        const shown = await walk.show({ aid, number: 0 }, "final");
        if (!shown.ok) return shown;
      }
      return succeeded(null);
    }
    const selected = await walk.select(record.aid);
    if (!selected.ok)
      return isRefusal(selected.fault, [status.applicationNotFound]) ? succeeded("unfinished") : selected;
    const [key] = keysFor(rightsOf(file.rights), "read").toReversed();
    if (key !== undefined) {
      const shown = await walk.show({ aid: record.aid, number: key }, "final");
      if (!shown.ok) return shown;
    }
    const mode = key === undefined ? "plain" : file.communication;
    const read = await walk.run(readData(file.number, 0, contentLength(file.content), mode));
    if (!read.ok) return read;
    return succeeded(recordIn(file.content, read.value) ?? "unfinished");
  }

  /** Looks at a chip that is to be written, or says why it may not be. */
  function mayWrite({ identity, strange, isClosed }: KnownChip, expected: ChipUid): ChipFault | null {
    const { uid, generation } = identity;
    if (uid !== expected) return { kind: "uid-changed", expected, found: uid };
    const least = profile.chip.minimumGeneration;
    if (generations.indexOf(generation) < generations.indexOf(least)) {
      return { kind: "chip-too-old", found: generation, least };
    }
    const isStrange = strange.length > 0 || isClosed;
    return isStrange ? { kind: "not-blank", applications: allOf(identity) } : null;
  }

  async function write(
    chip: Chip,
    uid: ChipUid,
    contents: Contents,
  ): Promise<Result<Personalised, ChipFault>> {
    const done = await known<boolean>(chip, false, async (card) => {
      const refused = mayWrite(card, uid);
      if (refused !== null) return failed(refused);
      const keys = await card.keyring.all();
      if (!keys.ok) return keys;
      const facts = await survey(card.walk, profile, contents, card.ours);
      if (!facts.ok) return facts;
      const performed = await perform(planOf(profile, facts.value), card.walk, profile, contents);
      return performed.ok ? succeeded(true) : performed;
    });
    if (!done.ok) return done;
    if (!done.value) return failed({ kind: "chip-integrity", command: "GetVersion" });
    return succeeded({ uid, exchanges: chip.channel.exchanges(), profile: version });
  }

  async function renew(
    chip: Chip,
    uid: ChipUid,
    contents: Contents,
  ): Promise<Result<Personalised & { readonly changed: boolean }, ChipFault>> {
    const done = await known<boolean | null>(chip, null, async (card) => {
      const refused = mayWrite(card, uid);
      if (refused !== null) return failed(refused);
      if (card.ours.length < profile.applications.length) return failed({ kind: "not-personalised" });
      const facts = await surveyYearly(card.walk, profile, contents);
      if (!facts.ok) {
        const isOther = facts.fault.kind === "spoiled" || isRefusal(facts.fault, unfinished);
        return isOther ? failed({ kind: "not-personalised" }) : facts;
      }
      if (isAnotherCard(facts.value)) return failed({ kind: "not-personalised" });
      const plan = updatePlanOf(profile, facts.value);
      const performed = await perform(plan, card.walk, profile, contents);
      return performed.ok ? succeeded(plan.length > 0) : performed;
    });
    if (!done.ok) return done;
    if (done.value === null) return failed({ kind: "chip-integrity", command: "GetVersion" });
    return succeeded({ uid, exchanges: chip.channel.exchanges(), profile: version, changed: done.value });
  }

  /** A record that is not whole is no finished card's. */
  function isAnotherCard({ present }: CardFacts): boolean {
    const { record } = profile;
    return record !== null && present.get(record.aid)?.files.get(record.file) !== "right";
  }

  function contentsOf(uid: ChipUid, subject: ChipSubject): Result<Contents, ChipFault> {
    const contents = new Map<string, Map<number, Uint8Array>>();
    for (const { aid, files } of profile.applications) {
      const made = new Map<number, Uint8Array>();
      contents.set(aid, made);
      for (const { number, content } of files) {
        const bytes = fileContent(content, uid, subject);
        if (!bytes.ok) return bytes;
        made.set(number, bytes.value);
      }
    }
    return succeeded(contents);
  }

  return {
    profile: () => Promise.resolve(version),
    inspect: (reader, deadlineMs) => withChip(reader, deadlineMs, look),
    async personalise(reader, uid, subject, deadlineMs) {
      const contents = contentsOf(uid, subject);
      if (!contents.ok) return contents;
      return withChip(reader, deadlineMs, (chip) => write(chip, uid, contents.value));
    },
    async update(reader, uid, subject, deadlineMs) {
      const contents = contentsOf(uid, subject);
      if (!contents.ok) return contents;
      return withChip(reader, deadlineMs, (chip) => renew(chip, uid, contents.value));
    },
  };
}

async function withChip<T>(
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

function isRefusal(fault: ChipFault, statuses: readonly number[]): boolean {
  return fault.kind === "chip-refused" && statuses.includes(fault.status);
}

function allOf({ applications }: Identity): readonly string[] {
  return (applications ?? []).map(aidText);
}

function aidText(aid: number): string {
  return hexOf(leastFirst(aid, 3).toReversed());
}
