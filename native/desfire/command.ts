/**
 * How the data of a command or of its answer is protected inside a session; each messaging has its own way to do it.
 * `bare`: not at all, the data is already sealed or no session stands. `command`: as the messaging treats every command that moves no file data.
 * `plain`, `mac`, `enciphered`: file data in the communication mode of the file.
 */
export type Protection = "bare" | "command" | Communication;

/** Communication modes of a file. */
export type Communication = "plain" | "mac" | "enciphered";

/** One DESFire command, independent of framing and session: bytes from arguments, a value from the answer. */
export interface Command<T> {
  readonly name: string;
  readonly code: number;
  /** Parameters, which are never enciphered. */
  readonly header: Uint8Array;
  /** What the communication mode of the file or of the command protects. */
  readonly body: Uint8Array;
  /** The chip cannot tell the body's length, so EV1 messaging marks where it ends. */
  readonly markedEnd?: boolean;
  readonly sent: Protection;
  readonly answered: Protection;
  /** Length of the answer once deciphered, null when only the chip knows it; an answer that is not enciphered needs none. */
  readonly answerLength: number | null;
  /** The value of an answer, or null when it has not the form the manual gives. `frames` is the answer as it came, frame by frame. */
  read(answer: Uint8Array, frames: readonly Uint8Array[]): T | null;
}

const empty = new Uint8Array();

/** A command that asks for something, with parameters but no body. */
export function asking<T>(
  name: string,
  code: number,
  header: Uint8Array,
  read: Command<T>["read"],
): Command<T> {
  return { name, code, header, body: empty, sent: "command", answered: "command", answerLength: 0, read };
}

/** A command that only acts: its answer is empty. */
export function acting(name: string, code: number, header: Uint8Array = empty): Command<true> {
  return asking(name, code, header, (answer) => (answer.length === 0 ? true : null));
}
