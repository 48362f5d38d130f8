import {
  type IppAttributes,
  type IppGroupKind,
  type IppMessage,
  type IppValue,
  ippTag,
  textTags,
} from "./message.ts";

const groupTags: Readonly<Record<Exclude<IppGroupKind, "other">, number>> = {
  operation: ippTag.operationGroup,
  job: ippTag.jobGroup,
  printer: ippTag.printerGroup,
  unsupported: ippTag.unsupportedGroup,
};

/** The bytes of a message (RFC 8010 §3.1). Groups of other kinds are left out: nothing here writes one. */
export function messageBytes(message: IppMessage): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt8(message.version[0], 0);
  head.writeUInt8(message.version[1], 1);
  head.writeUInt16BE(message.code, 2);
  head.writeInt32BE(message.requestId, 4);
  const parts: Uint8Array[] = [head];
  for (const { kind, attributes } of message.groups) {
    if (kind === "other") continue;
    parts.push(Uint8Array.of(groupTags[kind]));
    writeAttributes(attributes, parts);
  }
  parts.push(Uint8Array.of(ippTag.end), message.document);
  return Buffer.concat(parts);
}

function writeAttributes(attributes: IppAttributes, parts: Uint8Array[]): void {
  for (const [name, values] of attributes) {
    for (const [at, value] of values.entries()) writeValue(at === 0 ? name : "", value, parts);
  }
}

/** A value with its name; further values of the same attribute have none (RFC 8010 §3.1.5). */
function writeValue(name: string, value: IppValue, parts: Uint8Array[]): void {
  if (value.kind !== "collection") {
    const [tag, bytes] = encoded(value);
    parts.push(Uint8Array.of(tag), counted(name), counted(bytes));
    return;
  }
  parts.push(Uint8Array.of(ippTag.beginCollection), counted(name), counted(""));
  for (const [member, values] of value.members) {
    parts.push(Uint8Array.of(ippTag.memberName), counted(""), counted(member));
    for (const each of values) writeValue("", each, parts);
  }
  parts.push(Uint8Array.of(ippTag.endCollection), counted(""), counted(""));
}

function encoded(value: Exclude<IppValue, { kind: "collection" }>): readonly [number, Uint8Array] {
  switch (value.kind) {
    case "integer":
      return [ippTag.integer, integers(value.value)];
    case "enum":
      return [ippTag.enum, integers(value.value)];
    case "boolean":
      return [ippTag.boolean, Uint8Array.of(value.value ? 1 : 0)];
    case "range":
      return [ippTag.range, integers(value.from, value.to)];
    case "resolution": {
      const unit = Uint8Array.of(value.unit === "dpi" ? 3 : 4);
      return [ippTag.resolution, Buffer.concat([integers(value.crossFeed, value.feed), unit])];
    }
    case "out-of-band":
      return [value.tag, new Uint8Array()];
    case "other":
      return [value.tag, value.bytes];
    case "text":
    case "name":
    case "keyword":
    case "uri":
    case "scheme":
    case "charset":
    case "language":
    case "mime":
      return [textTags[value.kind], Buffer.from(value.value)];
  }
}

function integers(...values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [at, value] of values.entries()) bytes.writeInt32BE(value, 4 * at);
  return bytes;
}

function counted(value: string | Uint8Array): Uint8Array {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
