import { chipUid } from "../../main/core/card.ts";
import type { ApduChannel, CardReader } from "../../main/core/ports/apdu-channel.ts";
import type { ChipFault } from "../../main/core/ports/card-encoder.ts";
import type {
  ApplicationReading,
  ChipReader,
  ChipReading,
  FileReading,
  StorageFamily,
} from "../../main/core/ports/chip-reader.ts";
import { type Result, succeeded } from "../../main/core/result.ts";
import { hexOf, leastFirst } from "./bytes.ts";
import type { Command } from "./command.ts";
import {
  type ChipVersion,
  getApplicationIds,
  getDfNames,
  getFreeMemory,
  getKeySettings,
  getKeyVersion,
  getVersion,
} from "./commands.ts";
import { readData } from "./content-commands.ts";
import { type Conversation, createConversation } from "./conversation.ts";
import { type AccessRights, type FileSettings, getFileIds, getFileSettings } from "./file-commands.ts";
import { generationOf, isForeignTongue, isStorageCard, selectChip } from "./identify.ts";

/** PC/SC part 3 §3.2.2.1.3: GET DATA of the number, answered by the reader. */
const askNumber = Uint8Array.of(0xff, 0xca, 0, 0, 0);
const freeForAll = 14;
/** Bytes shown of a file that anybody may read: enough to recognise it. */
const mostShown = 64;

/** Card names of PC/SC part 3, supplemental document §2, behind the mark of a storage card and its standard byte. */
const families: ReadonlyMap<string, StorageFamily> = new Map([
  ["0001", "mifare-classic-1k"],
  ["0002", "mifare-classic-4k"],
  ["0003", "mifare-ultralight"],
  ["003A", "mifare-ultralight"],
  ["0026", "mifare-mini"],
  ["0036", "mifare-plus"],
  ["0037", "mifare-plus"],
  ["0038", "mifare-plus"],
  ["0039", "mifare-plus"],
  ["003B", "felica"],
]);
const familyIn = /804F0CA000000306..(....)/;

/** A conversation whose refusals are answers: what a chip keeps to itself is null. */
interface Listening {
  readonly ask: <T>(command: Command<T>) => Promise<T | null>;
  readonly select: (aid: number) => Promise<boolean>;
}

/** Ends the reading: the card or the reader went, or an answer was damaged. */
class Interrupted extends Error {
  readonly fault: ChipFault;
  constructor(fault: ChipFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** Reads chips without a key. `deadlineMs` of a call covers the whole of it, the wait for a card included. */
export function createChipReader(): ChipReader {
  return {
    async read(reader: CardReader, deadlineMs: number): Promise<Result<ChipReading, ChipFault>> {
      const startedMs = performance.now();
      const connected = await reader.connect(deadlineMs);
      if (!connected.ok) return connected;
      const channel = connected.value;
      const remainingMs = () => Math.max(0, deadlineMs - (performance.now() - startedMs));
      try {
        return succeeded(await readingOn(channel, remainingMs));
      } catch (cause) {
        if (cause instanceof Interrupted) return { ok: false, fault: cause.fault };
        throw cause;
      } finally {
        await channel.close();
      }
    },
  };
}

async function readingOn(channel: ApduChannel, remainingMs: () => number): Promise<ChipReading> {
  const shownNumber = await numberShown(channel, remainingMs());
  const other: ChipReading = {
    kind: "other",
    atr: hexOf(channel.atr),
    shownNumber,
    family: isStorageCard(channel.atr) ? familyOf(channel.atr) : null,
  };
  if (isStorageCard(channel.atr)) return other;
  const conversation = createConversation(channel, remainingMs);
  const selected = await selectChip(conversation);
  const version = selected.ok ? await conversation.run(getVersion()) : selected;
  if (!version.ok) {
    if (isForeignTongue(version.fault)) return other;
    throw new Interrupted(version.fault);
  }
  return chipIn(version.value, shownNumber, listeningTo(conversation));
}

/** What the reader was shown when the card came: asked of the reader, as the card may hide behind a random one. */
async function numberShown(channel: ApduChannel, deadlineMs: number): Promise<string | null> {
  const answer = await channel.transmit(askNumber, deadlineMs);
  if (!answer.ok) throw new Interrupted(answer.fault);
  const isDone = answer.value.length > 2 && answer.value.at(-2) === 0x90 && answer.value.at(-1) === 0;
  return isDone ? hexOf(answer.value.slice(0, -2)) : null;
}

function familyOf(atr: Uint8Array): StorageFamily {
  return families.get(familyIn.exec(hexOf(atr))?.[1] ?? "") ?? "storage";
}

function listeningTo(conversation: Conversation): Listening {
  return {
    ask: async (command) => told(await conversation.run(command)),
    select: async (aid) => told(await conversation.select(aid)) !== null,
  };
}

function told<T>(answer: Result<T, ChipFault>): T | null {
  if (answer.ok) return answer.value;
  if (answer.fault.kind === "chip-refused") return null;
  throw new Interrupted(answer.fault);
}

async function chipIn(
  version: ChipVersion,
  shownNumber: string | null,
  { ask, select }: Listening,
): Promise<ChipReading> {
  const hidesNumber = version.uid.every((byte) => byte === 0);
  const freeBytes = await ask(getFreeMemory());
  const settings = await ask(getKeySettings());
  const keyVersion = await ask(getKeyVersion(0));
  const aids = await ask(getApplicationIds());
  const names = aids === null || aids.length === 0 ? [] : ((await ask(getDfNames())) ?? []);
  const applications: ApplicationReading[] = [];
  for (const aid of aids ?? []) {
    const name = names.find((each) => each.aid === aid);
    const iso =
      name === undefined
        ? null
        : { fileId: hexOf(leastFirst(name.fileId, 2).toReversed()), name: hexOf(name.name) };
    const inside = (await select(aid)) ? await applicationIn(ask) : unknownInside;
    applications.push({ aid: hexOf(leastFirst(aid, 3).toReversed()), iso, ...inside });
  }
  return {
    kind: "desfire",
    generation: generationOf(version),
    uid: hidesNumber ? null : chipUid.parse(hexOf(version.uid)),
    shownNumber,
    memoryBytes: version.memoryBytes,
    freeBytes,
    made: version.made,
    keySettings: settings === null ? null : byteHex(settings.settings),
    masterKey: keyVersion === null ? null : { type: settings?.keyType ?? "des", version: keyVersion },
    applications: aids === null ? null : applications,
  };
}

const unknownInside = { keySettings: null, keyType: null, keyVersions: null, files: null };

async function applicationIn(ask: Listening["ask"]): Promise<Omit<ApplicationReading, "aid" | "iso">> {
  const settings = await ask(getKeySettings());
  const keyVersions: number[] = [];
  for (let key = 0; key < (settings?.keyCount ?? 0); key += 1) {
    const keyVersion = await ask(getKeyVersion(key));
    if (keyVersion !== null) keyVersions.push(keyVersion);
  }
  const numbers = await ask(getFileIds());
  const files: FileReading[] = [];
  for (const number of numbers ?? []) {
    const file = await ask(getFileSettings(number));
    if (file !== null) files.push(await fileIn(number, file, ask));
  }
  const isWhole = settings !== null && keyVersions.length === settings.keyCount;
  return {
    keySettings: settings === null ? null : byteHex(settings.settings),
    keyType: settings?.keyType ?? null,
    keyVersions: isWhole ? keyVersions : null,
    files: numbers === null ? null : files,
  };
}

async function fileIn(number: number, file: FileSettings, ask: Listening["ask"]): Promise<FileReading> {
  const { kind, communication, rights } = file;
  const size = "size" in file ? file.size : "recordSize" in file ? file.recordSize * file.mostRecords : null;
  const isFree = [rights.read, rights.readWrite].includes(freeForAll);
  const isData = kind === "standard" || kind === "backup";
  const content =
    isFree && isData && size !== null && size > 0
      ? await ask(readData(number, 0, Math.min(size, mostShown), "plain"))
      : null;
  return {
    number,
    kind,
    communication,
    rights: rightsText(rights),
    size,
    content: content === null ? null : hexOf(content),
  };
}

function rightsText({ read, write, readWrite, change }: AccessRights): string {
  return [read, write, readWrite, change].map((right) => right.toString(16).toUpperCase()).join("");
}

function byteHex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, "0");
}
