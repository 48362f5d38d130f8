import type { Randomness } from "../../../main/core/ports/clock.ts";
import type { SimulatedCard } from "../../pcsc/simulated-reader.ts";
import { aesLength } from "../aes.ts";
import { bytesOf, joined, piecesOf } from "../bytes.ts";
import { desfireCrc32 } from "../crc32.ts";
import { status } from "../status.ts";
import { applicationCommands } from "./application-commands.ts";
import { type CardSession, type OpenChallenge, openChallenge } from "./card-session.ts";
import type { Eeprom } from "./eeprom.ts";
import { fileCommands } from "./file-commands.ts";
import type { CardCommand, Edit, Reply } from "./reply.ts";

/** The power going at one change of the chip's memory, counted from 1: before it, in the middle, or just before the answer. */
export interface PowerLoss {
  readonly atChange: number;
  readonly moment: "before" | "midway" | "after";
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
  | { readonly kind: "challenging"; readonly challenge: OpenChallenge; readonly keyNumber: number };

interface Answer {
  readonly status: number;
  readonly data: Uint8Array;
}

/** ATR PC/SC makes of a DESFire's default answer to select (historical byte 80). */
const desfireAtr = "3B8180018080";

const authenticateAesCode = 0xaa;
const additionalFrameCode = 0xaf;
const mostFrameData = 59;
const commands = new Map([...applicationCommands, ...fileCommands].map((one) => [one.code, one]));

/**
 * A DESFire as far as AES applications and standard files go, in EV1 messaging, native and ISO-wrapped.
 * It checks what the chip checks; DES keys, ISO names, other file types and EV2 messaging are not modelled.
 */
export function createSimulatedDesfire(start: Eeprom, options: DesfireOptions): SimulatedDesfire {
  let kept = start;
  let selected = 0;
  let session: CardSession | null = null;
  let pending: Pending | null = null;
  let changesSeen = 0;

  function powerOff(): void {
    selected = 0;
    session = null;
    pending = null;
  }

  /** Writes to the memory; false when the power went while doing so. */
  function store({ change, next, torn }: Edit): boolean {
    changesSeen += 1;
    const loss = options.losePower?.atChange === changesSeen ? options.losePower.moment : null;
    const whole = loss === null || loss === "after";
    const worn = options.wornMemory === true ? (torn ?? next) : next;
    const left = whole ? worn : loss === "midway" ? torn : undefined;
    if (left !== undefined) {
      kept = { ...left, changes: [...kept.changes, change] };
      options.onChange?.(kept);
    }
    return loss === null;
  }

  function fail(code: number): Answer {
    // On real chips a denied permission leaves the authentication standing.
    if (code !== status.permissionDenied) session = null;
    return { status: code, data: new Uint8Array() };
  }

  function perform(command: CardCommand, data: Uint8Array): Answer | null {
    const application = kept.applications.find((one) => one.aid === selected) ?? null;
    if (command.covered) session?.cover(joined([command.code], data));
    const reply = command.act({ eeprom: kept, application, session }, data);
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
    const data = session === null ? reply.answer : protectedAnswer(session, reply);
    if (reply.endsSession === true) session = null;
    if (reply.select !== undefined) selected = reply.select;
    return send(framesOf(data, reply.frameLengths ?? []));
  }

  function send([frame = new Uint8Array(), ...rest]: readonly Uint8Array[]): Answer {
    pending = rest.length > 0 ? { kind: "sending", frames: rest } : null;
    return { status: rest.length > 0 ? status.additionalFrame : status.ok, data: frame };
  }

  function beginAuthentication(data: Uint8Array): Answer {
    session = null;
    const [keyNumber] = data;
    if (data.length !== 1 || keyNumber === undefined) return fail(status.lengthError);
    const application = kept.applications.find((one) => one.aid === selected);
    if (application === undefined) return fail(status.authenticationError);
    const stored = application.keys[keyNumber];
    if (stored === undefined) return fail(status.noSuchKey);
    const challenge = openChallenge(keyNumber, bytesOf(stored.key), options.randomness.bytes(aesLength));
    pending = { kind: "challenging", challenge, keyNumber };
    return { status: status.additionalFrame, data: challenge.sent };
  }

  function finishAuthentication(challenge: OpenChallenge, token: Uint8Array): Answer {
    if (token.length !== 2 * aesLength) return fail(status.lengthError);
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
    if (code === authenticateAesCode) return beginAuthentication(data);
    const command = commands.get(code);
    return command === undefined ? fail(status.illegalCommand) : perform(command, data);
  }

  return {
    atr: bytesOf(desfireAtr),
    eeprom: () => kept,
    powerOff,
    apdu(bytes) {
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

/** Code and data of a wrapped command, or null when its lengths or parameters are not those of `90 CMD 00 00 [Lc data] 00`. */
function nativeIn(apdu: Uint8Array): Uint8Array | null {
  const [, code, first, second, length] = apdu;
  if (code === undefined || length === undefined || first !== 0 || second !== 0) return null;
  if (apdu.length === 5) return length === 0 ? Uint8Array.of(code) : null;
  const isWhole = length > 0 && apdu.length === length + 6 && apdu.at(-1) === 0;
  return isWhole ? joined([code], apdu.slice(5, -1)) : null;
}

/** What the session makes of an answer. */
function protectedAnswer(session: CardSession, reply: Extract<Reply, { kind: "done" }>): Uint8Array {
  const { answer, protection } = reply;
  const withStatus = joined(answer, [status.ok]);
  switch (protection) {
    case "bare":
      return answer;
    case "mac":
      return joined(answer, session.cover(withStatus));
    case "enciphered": {
      const end = reply.openLength === true ? [0x80] : [];
      return session.encipher(joined(answer, desfireCrc32(withStatus), end));
    }
  }
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
