import { failed, type Result, succeeded } from "../../main/core/result.ts";
import {
  type IppAttributes,
  type IppGroup,
  type IppGroupKind,
  type IppMessage,
  type IppTextKind,
  type IppValue,
  ippTag,
  textTags,
} from "./message.ts";

/** Bytes that are no message, and where that shows. */
export interface NoMessage {
  readonly kind: "no-message";
  readonly at: number;
}

/** Collections in collections, further down than any attribute goes. */
const deepest = 8;
/** First tag of a value; what lies below begins a group or ends the attributes. */
const firstValueTag = 0x10;
const firstWithBytes = 0x20;

/** Reads a message: whatever the bytes, it ends, and never reads beyond them. */
export function readMessage(bytes: Uint8Array): Result<IppMessage, NoMessage> {
  const reader = createReader(bytes);
  try {
    const version = [reader.byte(), reader.byte()] as const;
    const code = reader.short();
    const requestId = reader.long();
    const groups: IppGroup[] = [];
    let tag = reader.byte();
    while (tag !== ippTag.end) {
      if (tag >= firstValueTag) throw new Unreadable();
      const [attributes, next] = readAttributes(reader);
      groups.push({ kind: groupKinds.get(tag) ?? "other", attributes });
      tag = next;
    }
    return succeeded({ version, code, requestId, groups, document: reader.rest() });
  } catch (cause) {
    if (cause instanceof Unreadable) return failed({ kind: "no-message", at: reader.at() });
    throw cause;
  }
}

const groupKinds: ReadonlyMap<number, IppGroupKind> = new Map([
  [ippTag.operationGroup, "operation"],
  [ippTag.jobGroup, "job"],
  [ippTag.printerGroup, "printer"],
  [ippTag.unsupportedGroup, "unsupported"],
]);
const textKinds: ReadonlyMap<number, IppTextKind> = new Map(
  (Object.keys(textTags) as IppTextKind[]).map((kind) => [textTags[kind], kind]),
);

class Unreadable extends Error {}

interface Reader {
  byte(): number;
  short(): number;
  long(): number;
  counted(): Uint8Array;
  rest(): Uint8Array;
  at(): number;
}

function createReader(bytes: Uint8Array): Reader {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  const take = (count: number) => {
    if (at + count > view.length) throw new Unreadable();
    at += count;
    return at - count;
  };
  const short = () => view.readUInt16BE(take(2));
  return {
    byte: () => view.readUInt8(take(1)),
    short,
    long: () => view.readInt32BE(take(4)),
    counted() {
      const length = short();
      const from = take(length);
      return view.subarray(from, from + length);
    },
    rest: () => view.subarray(at),
    at: () => at,
  };
}

/** The attributes of a group, and the tag that ended it. */
function readAttributes(reader: Reader): readonly [IppAttributes, number] {
  const attributes = new Map<string, IppValue[]>();
  let values: IppValue[] | null = null;
  while (true) {
    const tag = reader.byte();
    if (tag < firstValueTag) return [attributes, tag];
    const name = utf8(reader.counted());
    if (name !== "") {
      values = [];
      attributes.set(name, values);
    }
    // A value without a name belongs to the attribute before it: with none before, it belongs to nothing.
    if (values === null) throw new Unreadable();
    values.push(readValue(tag, reader, 0));
  }
}

function readValue(tag: number, reader: Reader, depth: number): IppValue {
  const bytes = reader.counted();
  if (tag === ippTag.beginCollection) return readCollection(reader, depth + 1);
  if (tag < firstWithBytes) return { kind: "out-of-band", tag };
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const whole = (length: number) => {
    if (view.length !== length) throw new Unreadable();
  };
  switch (tag) {
    case ippTag.integer:
    case ippTag.enum:
      whole(4);
      return { kind: tag === ippTag.integer ? "integer" : "enum", value: view.readInt32BE() };
    case ippTag.boolean:
      whole(1);
      return { kind: "boolean", value: view[0] !== 0 };
    case ippTag.range:
      whole(8);
      return { kind: "range", from: view.readInt32BE(), to: view.readInt32BE(4) };
    case ippTag.resolution:
      whole(9);
      return {
        kind: "resolution",
        crossFeed: view.readInt32BE(),
        feed: view.readInt32BE(4),
        unit: view[8] === 4 ? "dpcm" : "dpi",
      };
    case ippTag.textWithLanguage:
    case ippTag.nameWithLanguage: {
      const inner = createReader(bytes);
      inner.counted();
      const value = utf8(inner.counted());
      return { kind: tag === ippTag.textWithLanguage ? "text" : "name", value };
    }
    default: {
      const kind = textKinds.get(tag);
      return kind === undefined
        ? { kind: "other", tag, bytes: Uint8Array.from(bytes) }
        : { kind, value: utf8(bytes) };
    }
  }
}

function readCollection(reader: Reader, depth: number): IppValue {
  if (depth > deepest) throw new Unreadable();
  const members = new Map<string, IppValue[]>();
  let values: IppValue[] | null = null;
  while (true) {
    const tag = reader.byte();
    if (tag < firstValueTag) throw new Unreadable();
    reader.counted();
    if (tag === ippTag.endCollection) {
      reader.counted();
      return { kind: "collection", members };
    }
    if (tag === ippTag.memberName) {
      values = [];
      members.set(utf8(reader.counted()), values);
      continue;
    }
    if (values === null) throw new Unreadable();
    values.push(readValue(tag, reader, depth));
  }
}

function utf8(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
}
