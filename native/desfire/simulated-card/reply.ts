import type { CardSession } from "./card-session.ts";
import type { Application, Change, Eeprom } from "./eeprom.ts";

/** What a command finds when it arrives. */
export interface Moment {
  readonly eeprom: Eeprom;
  /** Null: the chip itself is selected. */
  readonly application: Application | null;
  readonly session: CardSession | null;
}

/** A change of what the chip keeps. `torn` is what a loss of power in the middle leaves; without it the change is all or nothing. */
export interface Edit {
  readonly change: Change;
  readonly next: Eeprom;
  readonly torn?: Eeprom;
}

/** What a command answers. Nothing has happened yet: the card carries it out. */
export type Reply =
  | { readonly kind: "refused"; readonly status: number }
  /** The data announced has not all come; the command is asked again with more. */
  | { readonly kind: "unfinished" }
  | {
      readonly kind: "done";
      readonly answer: Uint8Array;
      readonly protection: "bare" | "mac" | "enciphered";
      /** Marks the end of an enciphered answer whose length the reader left open. */
      readonly openLength?: boolean;
      /** Lengths of the first frames, where they are not simply full. */
      readonly frameLengths?: readonly number[];
      readonly edit?: Edit;
      readonly endsSession?: boolean;
      /** Application to make current; 0 is the chip itself. */
      readonly select?: number;
    };

/** One command of the chip. `covered`: a session MACs it whole as it comes; others see to their own data. */
export interface CardCommand {
  readonly code: number;
  readonly covered: boolean;
  act(moment: Moment, data: Uint8Array): Reply;
}

/** An answer of `answer`, under the session's MAC. */
export function answered(answer: Uint8Array): Reply {
  return { kind: "done", answer, protection: "mac" };
}

/** An empty answer to a command that changes the chip. */
export function changed(edit: Edit): Reply {
  return { kind: "done", answer: new Uint8Array(), protection: "mac", edit };
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
