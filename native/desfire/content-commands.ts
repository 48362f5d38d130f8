import { joined, leastFirst, numberOf } from "./bytes.ts";
import { acting, asking, type Command, type Communication } from "./command.ts";

/** Writes into a data file whose communication is the one given. */
export function writeData(
  fileNumber: number,
  offset: number,
  content: Uint8Array,
  communication: Communication,
): Command<true> {
  const header = placeInFile(fileNumber, offset, content.length);
  return { ...acting("WriteData", 0x3d, header), body: content, ...written(communication) };
}

/** Reads `length` bytes of a data file whose communication is the one given; 0: all there is from `offset`. */
export function readData(
  fileNumber: number,
  offset: number,
  length: number,
  communication: Communication,
): Command<Uint8Array> {
  const read = (answer: Uint8Array) => (length === 0 || answer.length === length ? answer : null);
  return {
    ...asking("ReadData", 0xbd, placeInFile(fileNumber, offset, length), read),
    ...wasRead(communication, length === 0 ? null : length),
  };
}

/** Writes into the record that the next commit adds. */
export function writeRecord(
  fileNumber: number,
  offset: number,
  content: Uint8Array,
  communication: Communication,
): Command<true> {
  const header = placeInFile(fileNumber, offset, content.length);
  return { ...acting("WriteRecord", 0x3b, header), body: content, ...written(communication) };
}

/** Reads `count` records, the newest being number 0; 0: all from the oldest to `first`. They come oldest first. */
export function readRecords(
  fileNumber: number,
  first: number,
  count: number,
  recordSize: number,
  communication: Communication,
): Command<Uint8Array> {
  const length = count * recordSize;
  const whole = (answer: Uint8Array) =>
    count === 0 ? answer.length % recordSize === 0 : answer.length === length;
  return {
    ...asking("ReadRecords", 0xbb, placeInFile(fileNumber, first, count), (answer) =>
      whole(answer) ? answer : null,
    ),
    ...wasRead(communication, count === 0 ? null : length),
  };
}

/** Empties a record file at the next commit. */
export function clearRecordFile(fileNumber: number): Command<true> {
  return acting("ClearRecordFile", 0xeb, Uint8Array.of(fileNumber));
}

/** The committed value of a value file. */
export function getValue(fileNumber: number, communication: Communication): Command<number> {
  return {
    ...asking("GetValue", 0x6c, Uint8Array.of(fileNumber), (answer) =>
      answer.length === 4 ? numberOf(answer) | 0 : null,
    ),
    ...wasRead(communication, 4),
  };
}

/** Adds to a value, at the next commit. */
export function credit(fileNumber: number, amount: number, communication: Communication): Command<true> {
  return valueChange("Credit", 0x0c, fileNumber, amount, communication);
}

/** Takes from a value, at the next commit. */
export function debit(fileNumber: number, amount: number, communication: Communication): Command<true> {
  return valueChange("Debit", 0xdc, fileNumber, amount, communication);
}

/** Gives back at most what the last committed transaction took, once. */
export function limitedCredit(
  fileNumber: number,
  amount: number,
  communication: Communication,
): Command<true> {
  return valueChange("LimitedCredit", 0x1c, fileNumber, amount, communication);
}

/** Makes every write since the last commit count. */
export function commitTransaction(): Command<true> {
  return acting("CommitTransaction", 0xc7);
}

/** Forgets every write since the last commit. */
export function abortTransaction(): Command<true> {
  return acting("AbortTransaction", 0xa7);
}

function valueChange(
  name: string,
  code: number,
  fileNumber: number,
  amount: number,
  communication: Communication,
): Command<true> {
  return {
    ...acting(name, code, Uint8Array.of(fileNumber)),
    body: leastFirst(amount, 4),
    ...written(communication),
  };
}

/** A file in plain is left in plain by EV2 messaging; otherwise only what moves the data is in the mode of the file. */
function written(communication: Communication): Pick<Command<true>, "sent" | "answered"> {
  return { sent: communication, answered: communication === "plain" ? "plain" : "command" };
}

function wasRead(
  communication: Communication,
  answerLength: number | null,
): Pick<Command<unknown>, "sent" | "answered" | "answerLength"> {
  return { sent: communication === "plain" ? "plain" : "command", answered: communication, answerLength };
}

function placeInFile(fileNumber: number, offset: number, length: number): Uint8Array {
  return joined([fileNumber], leastFirst(offset, 3), leastFirst(length, 3));
}
