import { bytesOf, hexOf, numberOf } from "../bytes.ts";
import { status } from "../status.ts";
import type { Mode } from "./card-session.ts";
import type { Application, File } from "./eeprom.ts";
import {
  type CardCommand,
  changed,
  held,
  type Moment,
  type Reply,
  refused,
  type Uncommitted,
  type UncommittedFile,
  withFiles,
} from "./reply.ts";
import { accessTo, digitsOf, fileIn } from "./rights.ts";

/** Bytes of the parameters of a command on a place in a file: number, offset, length. */
const placeLength = 7;

/** Where a command on a file's content goes. */
export interface Place {
  readonly application: Application;
  readonly file: File;
  readonly offset: number;
  readonly length: number;
  /** How the data travels for whoever is asking. */
  readonly mode: Mode;
}

interface PlaceRefused {
  readonly status: number;
}

/** The place a command names, or the status it is refused with. `kinds`: the files it is for; `access`: the right that allows it, beside read-write. */
export function placeIn(
  moment: Moment,
  data: Uint8Array,
  kinds: readonly File["kind"][],
  access: "read" | "write",
): Place | PlaceRefused {
  if (data.length < placeLength) return { status: status.lengthError };
  const { application } = moment;
  if (application === null) return { status: status.permissionDenied };
  const file = fileIn(moment, data[0]);
  if (file === null) return { status: status.fileNotFound };
  if (!kinds.includes(file.kind)) return { status: status.permissionDenied };
  const [read, write, readWrite] = digitsOf(file.rights);
  const mode = accessTo(file, moment.session, [access === "read" ? read : write, readWrite]);
  if (typeof mode !== "string") return mode;
  return {
    application,
    file,
    mode,
    offset: numberOf(data.slice(1, 4)),
    length: numberOf(data.slice(4, placeLength)),
  };
}

/** What a command that writes brings: its content once whole and unaltered, otherwise what to answer. */
export function writtenTo(
  { session }: Moment,
  code: number,
  data: Uint8Array,
  { mode, length }: Pick<Place, "mode" | "length">,
  headerLength = placeLength,
): Uint8Array | Reply {
  const carried = data.slice(headerLength);
  const expected = session?.carriedLength(mode, length) ?? length;
  if (carried.length < expected) return { kind: "unfinished" };
  if (carried.length > expected) return refused(status.lengthError);
  if (session === null) return carried;
  return (
    session.content(mode, code, data.slice(0, headerLength), carried, length) ??
    refused(status.integrityError)
  );
}

/**
 * A refusal of a command that brings data. A chip denies a permission without ending the session, but the session has moved on with what came:
 * in EV1 messaging the next MAC counts it in.
 */
export function denied({ session }: Moment, code: number, data: Uint8Array, refusal: number): Reply {
  if (refusal === status.permissionDenied) session?.parameters(code, data, true);
  return refused(refusal);
}

/** Takes the parameters of a read out of their protection, then answers; `mode` decides how it came. */
export function askedOf({ session }: Moment, code: number, data: Uint8Array, mode: Mode): Uint8Array | null {
  return session === null ? data : session.parameters(code, data, mode === "plain");
}

/** A file as the next commit will leave it. */
export function pendingFile(uncommitted: Uncommitted, file: File): UncommittedFile {
  return uncommitted.get(file.number) ?? { file, taken: 0, records: "untouched" };
}

/** The uncommitted writes with one more. */
export function withPending(uncommitted: Uncommitted, pending: UncommittedFile): Uncommitted {
  return new Map([...uncommitted, [pending.file.number, pending]]);
}

/** The file with `written` at `offset` of its content. */
export function overwritten(file: File, offset: number, written: Uint8Array): File {
  const content = bytesOf(file.content);
  content.set(written, offset);
  return { ...file, content: hexOf(content) };
}

const writeDataCode = 0x3d;
const readDataCode = 0xbd;

const writeData: CardCommand = {
  code: writeDataCode,
  covered: false,
  act(moment, data) {
    const place = placeIn(moment, data, ["standard", "backup"], "write");
    if ("status" in place) return denied(moment, writeDataCode, data, place.status);
    const { application, file, offset, length, mode } = place;
    if (length === 0) return refused(status.parameterError);
    if (offset + length > file.content.length / 2) return refused(status.boundaryError);
    const content = writtenTo(moment, writeDataCode, data, place);
    if (!(content instanceof Uint8Array)) return content;
    if (file.kind === "backup") {
      const pending = pendingFile(moment.uncommitted, file);
      const next = { ...pending, file: overwritten(pending.file, offset, content) };
      return held(withPending(moment.uncommitted, next), mode);
    }
    const reply = changed({
      change: "WriteData",
      next: withFiles(moment.eeprom, application, [overwritten(file, offset, content)]),
      // A standard file has no second copy: what came in before the power went is there, the rest is not.
      torn: {
        bytes: length,
        after: (bytes) =>
          withFiles(moment.eeprom, application, [overwritten(file, offset, content.slice(0, bytes))]),
      },
    });
    return mode === "plain" && reply.kind === "done" ? { ...reply, protection: "plain" } : reply;
  },
};

const readData: CardCommand = {
  code: readDataCode,
  covered: false,
  act(moment, data) {
    const place = placeIn(moment, data, ["standard", "backup"], "read");
    if ("status" in place) return denied(moment, readDataCode, data, place.status);
    const { file, offset, length, mode } = place;
    const asked = askedOf(moment, readDataCode, data, mode);
    if (asked === null) return refused(status.integrityError);
    if (asked.length !== placeLength) return refused(status.lengthError);
    if (offset + Math.max(length, 1) > file.content.length / 2) return refused(status.boundaryError);
    const answer = bytesOf(file.content).slice(offset, length === 0 ? undefined : offset + length);
    return { kind: "done", answer, protection: mode, openLength: length === 0 };
  },
};

/** Commands on the content of data files. */
export const dataCommands: readonly CardCommand[] = [writeData, readData];
