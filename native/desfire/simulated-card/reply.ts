import type { CardSession, Mode } from "./card-session.ts";
import type { Application, Change, Eeprom, File } from "./eeprom.ts";

/** Writes not yet committed, by file number: each file as it will be. */
export type Uncommitted = ReadonlyMap<number, UncommittedFile>;

export interface UncommittedFile {
  readonly file: File;
  /** Taken from a value since the last commit. */
  readonly taken: number;
  /** Whether a record has been begun, or the file emptied. */
  readonly records: "untouched" | "begun" | "cleared";
}

/** What a command finds when it arrives. */
export interface Moment {
  readonly eeprom: Eeprom;
  /** Null: the chip itself is selected. */
  readonly application: Application | null;
  readonly session: CardSession | null;
  readonly uncommitted: Uncommitted;
}

/** A change of what the chip keeps. `torn` is what a loss of power leaves after some of its bytes; without it the change is all or nothing. */
export interface Edit {
  readonly change: Change;
  readonly next: Eeprom;
  readonly torn?: { readonly bytes: number; readonly after: (bytes: number) => Eeprom };
}

/** What a command answers. Nothing has happened yet: the card carries it out. */
export type Reply =
  | { readonly kind: "refused"; readonly status: number }
  /** The data announced has not all come; the command is asked again with more. */
  | { readonly kind: "unfinished" }
  | {
      readonly kind: "done";
      readonly answer: Uint8Array;
      readonly protection: "bare" | "command" | Mode;
      /** Marks the end of an enciphered answer whose length the reader left open. */
      readonly openLength?: boolean;
      /** Lengths of the first frames, where they are not simply full. */
      readonly frameLengths?: readonly number[];
      readonly edit?: Edit;
      readonly uncommitted?: Uncommitted;
      readonly endsSession?: boolean;
      /** Application to make current; 0 is the chip itself. */
      readonly select?: number;
    };

/** One command of the chip. `covered`: it brings no data of its own, so a session sees to its parameters before it acts; others see to theirs. */
export interface CardCommand {
  readonly code: number;
  readonly covered: boolean;
  act(moment: Moment, data: Uint8Array): Reply;
}

const empty = new Uint8Array();

/** An answer of `answer`, protected as a command's. */
export function answered(answer: Uint8Array): Reply {
  return { kind: "done", answer, protection: "command" };
}

/** An empty answer to a command that changes the chip. */
export function changed(edit: Edit): Reply {
  return { kind: "done", answer: empty, protection: "command", edit };
}

/** An empty answer to a command whose effect waits for a commit; `mode` is that of the file. */
export function held(uncommitted: Uncommitted, mode: Mode): Reply {
  return { kind: "done", answer: empty, protection: mode === "plain" ? "plain" : "command", uncommitted };
}

/** A refusal. */
export function refused(code: number): Reply {
  return { kind: "refused", status: code };
}

/** The chip's memory with one application replaced, for commands that act inside it. */
export function withApplication(eeprom: Eeprom, application: Application): Eeprom {
  return {
    ...eeprom,
    applications: eeprom.applications.map((one) => (one.aid === application.aid ? application : one)),
  };
}

/** The chip's memory with files of an application replaced by those of the same number. */
export function withFiles(eeprom: Eeprom, application: Application, replacing: readonly File[]): Eeprom {
  const files = application.files.map((one) => replacing.find(({ number }) => number === one.number) ?? one);
  return withApplication(eeprom, { ...application, files });
}
