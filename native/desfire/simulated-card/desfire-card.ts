import type { Randomness } from "../../../main/core/ports/clock.ts";
import type { SimulatedCard } from "../../pcsc/simulated-reader.ts";
import { bytesOf, hexOf, joined, numberOf, piecesOf } from "../bytes.ts";
import { status } from "../status.ts";
import { applicationCommands } from "./application-commands.ts";
import { authenticationCodes, type OpenChallenge, openChallenge } from "./card-authentication.ts";
import type { CardSession } from "./card-session.ts";
import { chipCommands } from "./chip-commands.ts";
import { dataCommands } from "./data-commands.ts";
import type { Application, Eeprom } from "./eeprom.ts";
import { fileCommands } from "./file-commands.ts";
import { keyCommands } from "./key-commands.ts";
import type { CardCommand, Edit, Reply, Uncommitted } from "./reply.ts";
import { knowsEv2, targetOf } from "./rights.ts";
import { transactionCommands } from "./transaction-commands.ts";

/** The power going at one change of the chip's memory, counted from 1: before it, in the middle or after so many bytes of it, or just before the answer. */
export interface PowerLoss {
  readonly atChange: number;
  readonly moment: "before" | "midway" | "after" | { readonly afterBytes: number };
}

export interface DesfireOptions {
  /** Where the chip's challenges come from. */
  readonly randomness: Pick<Randomness, "bytes">;
  /** Told of the new memory after every change, before the chip answers: saved then, a kill loses nothing. */
  readonly onChange?: (eeprom: Eeprom) => void;
  readonly losePower?: PowerLoss;
  /** Acknowledges every write as whole and keeps the first half of it. */
  readonly wornMemory?: boolean;
}

/** A DESFire chip that answers APDUs. */
export interface SimulatedDesfire extends SimulatedCard {
  /** All it keeps without power. */
  eeprom(): Eeprom;
}

/** What the chip waits for before it takes another command. */
type Pending =
  | { readonly kind: "sending"; readonly frames: readonly Uint8Array[] }
  | { readonly kind: "receiving"; readonly command: CardCommand; readonly data: Uint8Array }
  | { readonly kind: "challenging"; readonly challenge: OpenChallenge };

interface Answer {
  readonly status: number;
  readonly data: Uint8Array;
}

/** ATR PC/SC makes of a DESFire's default answer to select (historical byte 80). */
const desfireAtr = "3B8180018080";

/** First byte of a number drawn anew whenever the field comes on (ISO/IEC 14443-3 §6.5.4). */
const randomNumberMark = 0x08;
const additionalFrameCode = 0xaf;
const mostFrameData = 59;
const allCommands = [
  ...chipCommands,
  ...applicationCommands,
  ...keyCommands,
  ...fileCommands,
  ...dataCommands,
  ...transactionCommands,
];
const commands = new Map(allCommands.map((one) => [one.code, one]));
const authentications: readonly number[] = Object.values(authenticationCodes);
const ev2Authentications: readonly number[] = [authenticationCodes.first, authenticationCodes.nonFirst];
/** Identifier under which ISO SELECT finds the chip itself (ISO/IEC 7816-4: the master file). */
const masterFile = 0x3f00;
const isoDone = Uint8Array.of(0x90, 0x00);
const isoNotFound = Uint8Array.of(0x6a, 0x82);
const isoWrongLength = Uint8Array.of(0x67, 0x00);
const isoWrongParameters = Uint8Array.of(0x6a, 0x86);

/**
 * A DESFire EV1, EV2 or EV3, native and ISO-wrapped: all key types, all file types with their transactions, D40, EV1 and, from EV2 on, EV2
 * messaging, ISO SELECT. It checks what the chip checks, and shares no session code with the reader's side. Not modelled: delegated applications,
 * key sets, EV3's own messaging, ISO READ BINARY.
 */
export function createSimulatedDesfire(start: Eeprom, options: DesfireOptions): SimulatedDesfire {
  let kept = start;
  let selected = 0;
  let session: CardSession | null = null;
  let pending: Pending | null = null;
  let uncommitted: Uncommitted = new Map();
  let changesSeen = 0;
  let drawnNumber: Uint8Array | null = null;

  function powerOff(): void {
    select(0);
    pending = null;
    drawnNumber = null;
  }

  function radioNumber(): Uint8Array {
    if (!kept.configuration.randomUid) return bytesOf(kept.uid);
    drawnNumber ??= joined([randomNumberMark], options.randomness.bytes(3));
    return drawnNumber;
  }

  /** Makes an application current; the session and what is not committed are lost. */
  function select(aid: number): void {
    selected = aid;
    session = null;
    uncommitted = new Map();
  }

  function selectedApplication(): Application | null {
    return kept.applications.find((one) => one.aid === selected) ?? null;
  }

  /** Writes to the memory; false when the power went while doing so. */
  function store({ change, next, torn }: Edit): boolean {
    changesSeen += 1;
    const loss = options.losePower?.atChange === changesSeen ? options.losePower.moment : null;
    const half = torn?.after(Math.floor(torn.bytes / 2));
    const worn = options.wornMemory === true ? (half ?? next) : next;
    const left = loss === null || loss === "after" ? worn : leftBy(loss, torn, half);
    if (left !== undefined) {
      kept = { ...left, changes: [...kept.changes, change] };
      options.onChange?.(kept);
    }
    return loss === null;
  }

  function fail(code: number): Answer {
    // On real chips a denied permission leaves the authentication standing; EV2 messaging has no number for it, so it ends there too.
    if (code !== status.permissionDenied || session?.transaction != null) session = null;
    uncommitted = new Map();
    return { status: code, data: new Uint8Array() };
  }

  function perform(command: CardCommand, data: Uint8Array): Answer | null {
    const application = selectedApplication();
    const parameters =
      command.covered && session !== null ? session.parameters(command.code, data, false) : data;
    if (parameters === null) return fail(status.integrityError);
    const reply = command.act({ eeprom: kept, application, session, uncommitted }, parameters);
    switch (reply.kind) {
      case "refused":
        return fail(reply.status);
      case "unfinished":
        pending = { kind: "receiving", command, data };
        return { status: status.additionalFrame, data: new Uint8Array() };
      case "done":
        return conclude(reply);
    }
  }

  function conclude(reply: Extract<Reply, { kind: "done" }>): Answer | null {
    if (reply.edit !== undefined && !store(reply.edit)) return null;
    const isBare = session === null || reply.protection === "bare";
    const { answer, protection, openLength = false } = reply;
    const data =
      isBare || protection === "bare" ? answer : (session?.answer(answer, protection, openLength) ?? answer);
    if (reply.uncommitted !== undefined) uncommitted = reply.uncommitted;
    if (reply.endsSession === true) session = null;
    if (reply.select !== undefined) select(reply.select);
    return send(framesOf(data, reply.frameLengths ?? []));
  }

  function send([frame = new Uint8Array(), ...rest]: readonly Uint8Array[]): Answer {
    pending = rest.length > 0 ? { kind: "sending", frames: rest } : null;
    return { status: rest.length > 0 ? status.additionalFrame : status.ok, data: frame };
  }

  function beginAuthentication(code: number, data: Uint8Array): Answer {
    const { transaction = null } = session ?? {};
    session = null;
    const [keyNumber, capabilitiesLength = 0] = data;
    // EV2 First tells what the reader can do, and how many bytes that takes.
    const expected = code === authenticationCodes.first ? 2 + capabilitiesLength : 1;
    if (data.length !== expected || keyNumber === undefined) return fail(status.lengthError);
    const { type, keys } = targetOf({ eeprom: kept, application: selectedApplication() });
    const key = keys[keyNumber];
    if (key === undefined) return fail(status.noSuchKey);
    const challenge = openChallenge(
      code,
      { keyNumber, type, key, random: options.randomness.bytes },
      transaction,
    );
    if (challenge === null) return fail(status.authenticationError);
    pending = { kind: "challenging", challenge };
    return { status: status.additionalFrame, data: challenge.sent };
  }

  function finishAuthentication(challenge: OpenChallenge, token: Uint8Array): Answer {
    const proven = challenge.answer(token);
    if (proven === null) return fail(status.authenticationError);
    session = proven.session;
    return { status: status.ok, data: proven.proof };
  }

  function goOn(waiting: Pending, data: Uint8Array): Answer | null {
    switch (waiting.kind) {
      case "sending":
        return data.length === 0 ? send(waiting.frames) : fail(status.lengthError);
      case "receiving":
        return perform(waiting.command, joined(waiting.data, data));
      case "challenging":
        return finishAuthentication(waiting.challenge, data);
    }
  }

  /** One native command; null when the power went. */
  function take(code: number, data: Uint8Array): Answer | null {
    const waiting = pending;
    pending = null;
    if (data.length > mostFrameData) return fail(status.lengthError);
    if (code === additionalFrameCode) {
      return waiting === null ? fail(status.illegalCommand) : goOn(waiting, data);
    }
    if (waiting !== null) return fail(status.commandAborted);
    const isKnown = knowsEv2(kept) || !ev2Authentications.includes(code);
    if (authentications.includes(code) && isKnown) return beginAuthentication(code, data);
    const command = commands.get(code);
    return command === undefined ? fail(status.illegalCommand) : perform(command, data);
  }

  /** ISO SELECT, by name (P1 04) or by identifier (P1 00). */
  function isoSelect(apdu: Uint8Array): Uint8Array {
    pending = null;
    const [, , by, , length = 0] = apdu;
    const wanted = apdu.slice(5, 5 + length);
    if (wanted.length !== length || apdu.length > length + 6) return isoWrongLength;
    if (by !== 0x00 && by !== 0x04) return isoWrongParameters;
    const isById = by === 0x00;
    const fileId = numberOf(wanted.toReversed());
    if (isById && (length === 0 || (length === 2 && fileId === masterFile))) {
      select(0);
      return isoDone;
    }
    const isFile = selectedApplication()?.files.some(({ isoFileId }) => isoFileId === fileId) === true;
    if (isById && length === 2 && isFile) return isoDone;
    const found = kept.applications.find(({ iso }) =>
      isById ? length === 2 && iso?.fileId === fileId : length > 0 && iso?.name === hexOf(wanted),
    );
    if (found === undefined) return isoNotFound;
    select(found.aid);
    return isoDone;
  }

  return {
    atr: bytesOf(desfireAtr),
    eeprom: () => kept,
    powerOff,
    radioNumber,
    apdu(bytes) {
      if (bytes[0] === 0x00 && bytes[1] === 0xa4 && bytes.length >= 4) return isoSelect(bytes);
      const isWrapped = bytes[0] === 0x90 && bytes.length >= 5;
      const native = isWrapped ? nativeIn(bytes) : bytes;
      const [code] = native ?? [];
      const answer =
        native === null || code === undefined ? fail(status.lengthError) : take(code, native.slice(1));
      if (answer === null) {
        powerOff();
        return null;
      }
      return isWrapped ? joined(answer.data, [0x91, answer.status]) : joined([answer.status], answer.data);
    },
  };
}

/** What is left of a change the power left in the middle of; nothing of one that is all or nothing. */
function leftBy(
  loss: Exclude<PowerLoss["moment"], "after">,
  torn: Edit["torn"],
  half: Eeprom | undefined,
): Eeprom | undefined {
  if (loss === "before") return undefined;
  return loss === "midway" ? half : torn?.after(Math.min(loss.afterBytes, torn.bytes));
}

/** Code and data of a wrapped command, or null when its lengths or parameters are not those of `90 CMD 00 00 [Lc data] 00`. */
function nativeIn(apdu: Uint8Array): Uint8Array | null {
  const [, code, first, second, length] = apdu;
  if (code === undefined || length === undefined || first !== 0 || second !== 0) return null;
  if (apdu.length === 5) return length === 0 ? Uint8Array.of(code) : null;
  const isWhole = length > 0 && apdu.length === length + 6 && apdu.at(-1) === 0;
  return isWhole ? joined([code], apdu.slice(5, -1)) : null;
}

/** An answer cut into frames: the lengths asked for first, then full ones. */
function framesOf(data: Uint8Array, firstLengths: readonly number[]): readonly Uint8Array[] {
  const first: Uint8Array[] = [];
  let at = 0;
  for (const length of firstLengths) {
    first.push(data.slice(at, at + length));
    at += length;
  }
  return [...first, ...piecesOf(data.slice(at), mostFrameData)];
}
