import type { ChipUid } from "../../main/core/card.ts";
import type { CardReader } from "../../main/core/ports/apdu-channel.ts";
import type {
  CardEncoder,
  ChipFault,
  ChipGeneration,
  ChipRecord,
  ChipSight,
  Personalised,
} from "../../main/core/ports/card-encoder.ts";
import type { CardKeySource } from "../../main/core/ports/card-keys.ts";
import type { Randomness } from "../../main/core/ports/clock.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { type CountedChannel, countExchanges } from "../pcsc/transcript.ts";
import type { Scheme } from "./authentication.ts";
import { aesLength } from "./block-cipher.ts";
import { hexOf, leastFirst, sameBytes } from "./bytes.ts";
import { guichetProfile as profile } from "./chip-profile.ts";
import { recordBytes, recordOf } from "./chip-record.ts";
import { createApplication } from "./commands.ts";
import { readData, writeData } from "./content-commands.ts";
import { type Conversation, createConversation, type ShownKey } from "./conversation.ts";
import { createStandardFile } from "./file-commands.ts";
import { identify, isStorageCard } from "./identify.ts";
import type { KeyChange } from "./secure-messaging.ts";
import { status } from "./status.ts";

/** What the encoder needs: the keys of a card, and fresh challenges. */
export interface EncoderNeeds {
  readonly keySource: CardKeySource;
  readonly randomness: Randomness;
}

interface Chip {
  readonly channel: CountedChannel;
  readonly conversation: Conversation;
}

/** The keys of our application on one chip, by number; `forget` overwrites them. */
interface HeldKeys {
  readonly version: number;
  key(number: number): Uint8Array;
  forget(): void;
}

const factoryKey = new Uint8Array(aesLength);

/** Refusals that show that our application was never finished, as opposed to a chip in trouble. */
const unfinished: readonly number[] = [
  status.authenticationError,
  status.noSuchKey,
  status.fileNotFound,
  status.permissionDenied,
  status.boundaryError,
];

/**
 * Encodes DESFire chips with Guichet's profile. `deadlineMs` of a call covers the whole of it, the wait for a card included.
 * `personalise` throws a RangeError, before it touches the chip, for a student number longer than 20 bytes.
 */
export function createCardEncoder({ keySource, randomness }: EncoderNeeds): CardEncoder {
  async function keysOf(uid: ChipUid): Promise<HeldKeys> {
    const mostFirstAid = leastFirst(profile.aid, 3).toReversed();
    const { version, keys } = await keySource.keysOf(uid, mostFirstAid, profile.keyCount);
    return {
      version,
      key(number) {
        const key = keys[number];
        if (key === undefined) throw new Error(`the key source gave no key ${number}`);
        return key;
      },
      forget() {
        for (const key of keys) key.fill(0);
      },
    };
  }

  async function withKeys<T>(uid: ChipUid, act: (keys: HeldKeys) => Promise<T>): Promise<T> {
    const keys = await keysOf(uid);
    try {
      return await act(keys);
    } finally {
      keys.forget();
    }
  }

  function challenge(): Uint8Array {
    return randomness.bytes(aesLength);
  }

  async function look({ channel, conversation }: Chip): Promise<Result<ChipSight, ChipFault>> {
    const wrongType: ChipSight = { kind: "wrong-type", atr: hexOf(channel.atr) };
    if (isStorageCard(channel.atr)) return succeeded(wrongType);
    const found = await identify(conversation);
    if (!found.ok) return found;
    if (found.value === null) return succeeded(wrongType);
    const { uid, generation, applications } = found.value;
    if (applications.length === 0) return succeeded({ kind: "blank", uid, generation });
    if (applications.some((aid) => aid !== profile.aid)) {
      return succeeded({ kind: "foreign", uid, generation, applications: aidTexts(applications) });
    }
    const record = await withKeys(uid, (keys) => readRecord(conversation, keys, schemeOf(generation)));
    if (!record.ok) return record;
    return record.value === null
      ? succeeded({ kind: "half-written", uid, generation })
      : succeeded({ kind: "personalised", uid, generation, record: record.value });
  }

  /** The record of our application, null when there is none to be trusted. */
  async function readRecord(
    conversation: Conversation,
    keys: HeldKeys,
    scheme: Scheme,
  ): Promise<Result<ChipRecord | null, ChipFault>> {
    const opened = await inOrder([
      () => conversation.select(profile.aid),
      () => conversation.authenticate(shown(scheme, profile.readKey, keys.key(profile.readKey)), challenge()),
    ]);
    const { number, size, communication } = profile.file;
    const content = opened.ok ? await conversation.run(readData(number, 0, size, communication)) : opened;
    if (content.ok) return succeeded(recordOf(content.value));
    const { fault } = content;
    return fault.kind === "chip-refused" && unfinished.includes(fault.status) ? succeeded(null) : content;
  }

  async function writeBlank(
    { channel, conversation }: Chip,
    expected: ChipUid,
    content: Uint8Array,
  ): Promise<Result<Personalised, ChipFault>> {
    const found = await identify(conversation);
    if (!found.ok) return found;
    if (found.value === null) return failed({ kind: "chip-integrity", command: "GetVersion" });
    const { uid, generation, applications } = found.value;
    if (uid !== expected) return failed({ kind: "uid-changed", expected, found: uid });
    if (applications.length > 0) return failed({ kind: "not-blank", applications: aidTexts(applications) });
    const scheme = schemeOf(generation);
    const written = await withKeys(uid, (keys) => writeApplication(conversation, keys, content, scheme));
    if (!written.ok) return written;
    const { number, communication } = profile.file;
    const readBack = await conversation.run(readData(number, 0, content.length, communication));
    if (!readBack.ok) return readBack;
    return sameBytes(readBack.value, content)
      ? succeeded({ uid, exchanges: channel.exchanges() })
      : failed({ kind: "read-back-differs" });
  }

  /** Everything that changes the chip. The record comes last, so a chip that shows one has all its keys. */
  function writeApplication(
    conversation: Conversation,
    keys: HeldKeys,
    content: Uint8Array,
    scheme: Scheme,
  ): Promise<Result<void, ChipFault>> {
    const { aid, keySettings, keyCount, writeKey, file } = profile;
    const otherKeys = Array.from({ length: keyCount - 1 }, (_, at) => at + 1);
    const change = (keyNumber: number, oldKey: Uint8Array | null): KeyChange => ({
      keyNumber,
      type: "aes",
      oldKey,
      newKey: keys.key(keyNumber),
      version: keys.version,
    });
    return inOrder([
      () => conversation.run(createApplication({ aid, keySettings, keyCount, keyType: "aes" })),
      () => conversation.select(aid),
      () => conversation.authenticate(shown(scheme, 0, factoryKey), challenge()),
      () => conversation.run(createStandardFile(file)),
      ...otherKeys.map((keyNumber) => () => conversation.changeKey(change(keyNumber, factoryKey))),
      () => conversation.changeKey(change(0, null)),
      () => conversation.authenticate(shown(scheme, writeKey, keys.key(writeKey)), challenge()),
      () => conversation.run(writeData(file.number, 0, content, file.communication)),
    ]);
  }

  return {
    inspect: (reader, deadlineMs) => withChip(reader, deadlineMs, look),
    async personalise(reader, uid, record, deadlineMs) {
      const content = recordBytes(record);
      return withChip(reader, deadlineMs, (chip) => writeBlank(chip, uid, content));
    },
  };
}

/** EV2 and EV3 chips are spoken to in EV2 messaging, the strongest both know. */
function schemeOf(generation: ChipGeneration): Scheme {
  return generation === "EV1" ? "aes" : "ev2-first";
}

function shown(scheme: Scheme, keyNumber: number, key: Uint8Array): ShownKey {
  return { scheme, keyNumber, type: "aes", key };
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

/** Takes steps one after the other until one fails. */
async function inOrder(
  steps: readonly (() => Promise<Result<unknown, ChipFault>>)[],
): Promise<Result<void, ChipFault>> {
  for (const step of steps) {
    const done = await step();
    if (!done.ok) return done;
  }
  return succeeded(undefined);
}

function aidTexts(applications: readonly number[]): readonly string[] {
  return applications.map((aid) => hexOf(leastFirst(aid, 3).toReversed()));
}
