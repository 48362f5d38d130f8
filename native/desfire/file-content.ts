import type { ChipUid } from "../../main/core/card.ts";
import {
  type ContentField,
  contentLength,
  fieldLength,
  placeholderPattern,
} from "../../main/core/chip-profile/content-fields.ts";
import { escnBytes, escnOf } from "../../main/core/escn.ts";
import type { ChipRecord, ChipSubject } from "../../main/core/ports/card-encoder.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { bytesOf, joined, sameBytes } from "./bytes.ts";
import { desfireCrc32 } from "./checksums.ts";

/** Why a content can not be made: the owner has not what `placeholder` names, or it does not fit. */
export interface ContentFault {
  readonly kind: "content-impossible";
  readonly placeholder: string;
}

/** The bytes of a file of one card, its parts one after the other. */
export function fileContent(
  fields: readonly ContentField[],
  uid: ChipUid,
  subject: ChipSubject,
): Result<Uint8Array, ContentFault> {
  let content: Uint8Array = new Uint8Array();
  for (const field of fields) {
    const part = fieldBytes(field, uid, subject, content);
    if (!part.ok) return part;
    content = joined(content, part.value);
  }
  return succeeded(content);
}

/** Whose card a file says it is, or null when it was never written whole. `fields` are those of a profile's record file. */
export function recordIn(fields: readonly ContentField[], content: Uint8Array): ChipRecord | null {
  if (content.length < contentLength(fields)) return null;
  let at = 0;
  let number: string | null = null;
  let escn: ChipRecord["escn"] | null = null;
  for (const field of fields) {
    const part = content.slice(at, at + fieldLength(field));
    if (!isAsMade(field, part, content.slice(0, at))) return null;
    if (field.is === "escn") escn = escnOf(part);
    if (field.is === "text" && field.template === "{studentNumber}") number = textIn(part);
    at += part.length;
  }
  return escn === null || number === null || number === "" ? null : { escn, studentNumber: number };
}

/** What a part says by itself about having been written: constants and checksums do. */
function isAsMade(field: ContentField, part: Uint8Array, before: Uint8Array): boolean {
  if (field.is === "hex") return sameBytes(part, bytesOf(field.hex));
  return field.is !== "checksum" || sameBytes(part, desfireCrc32(before));
}

function textIn(part: Uint8Array): string {
  const end = part.indexOf(0);
  return new TextDecoder().decode(end === -1 ? part : part.slice(0, end));
}

function fieldBytes(
  field: ContentField,
  uid: ChipUid,
  subject: ChipSubject,
  before: Uint8Array,
): Result<Uint8Array, ContentFault> {
  switch (field.is) {
    case "hex":
      return succeeded(bytesOf(field.hex));
    case "zeros":
      return succeeded(new Uint8Array(field.length));
    case "escn":
      return succeeded(escnBytes(subject.escn));
    case "uid":
      return succeeded(field.reversed ? bytesOf(uid).toReversed() : bytesOf(uid));
    case "checksum":
      return succeeded(desfireCrc32(before));
    case "access-record":
      return accessRecord(field.bases[subject.population] + subject.sequence);
    case "library-barcode":
      return ascii(libraryBarcode(field.library, subject.sequence), "{sequence}", fieldLength(field));
    case "text":
    case "number":
    case "digits":
      return templated(field, uid, subject);
  }
}

function templated(
  field: Extract<ContentField, { readonly is: "text" | "number" | "digits" }>,
  uid: ChipUid,
  subject: ChipSubject,
): Result<Uint8Array, ContentFault> {
  const text = written(field.template, uid, subject);
  if (!text.ok) return text;
  switch (field.is) {
    case "text": {
      if (!text.value.isWellFormed() || text.value.includes("\0")) return impossible(field.template);
      const bytes = new TextEncoder().encode(text.value);
      if (bytes.length > field.length) return impossible(field.template);
      const filling = new Uint8Array(field.length - bytes.length).fill(field.fill === "spaces" ? 0x20 : 0);
      return succeeded(field.align === "left" ? joined(bytes, filling) : joined(filling, bytes));
    }
    case "number":
      return /^\d+$/.test(text.value)
        ? bigEndian(BigInt(text.value), field.length, field.template)
        : impossible(field.template);
    case "digits":
      return decimalDigits(text.value, field.length, field.template);
  }
}

/** A template with its placeholders filled in. */
function written(template: string, uid: ChipUid, subject: ChipSubject): Result<string, ContentFault> {
  let missing: string | null = null;
  const text = template.replace(
    placeholderPattern,
    (whole, name: string, added: string | undefined, width: string | undefined) => {
      const value = valueFor(name, uid, subject);
      const isNumber = value !== null && /^\d+$/.test(value);
      if (value === null || (added !== undefined && !isNumber)) {
        missing = whole;
        return "";
      }
      const sum = added === undefined ? value : String(BigInt(value) + BigInt(added));
      return sum.padStart(Number(width ?? 0), "0");
    },
  );
  return missing === null ? succeeded(text) : impossible(missing);
}

/** What a placeholder stands for, null when this card's owner has none. */
function valueFor(name: string, uid: ChipUid, subject: ChipSubject): string | null {
  const reversed = uid.match(/../gu)?.toReversed().join("") ?? "";
  switch (name) {
    case "csn":
      return uid;
    case "csnReversed":
      return reversed;
    case "csnDecimal":
      return String(BigInt(`0x${uid}`));
    case "csnReversedDecimal":
      return String(BigInt(`0x${reversed}`));
    case "escn":
    case "studentNumber":
    case "ine":
    case "zdc":
      return subject[name];
    case "sequence":
      return String(subject.sequence);
    case "validUntil":
      return subject.validUntil?.replaceAll("-", "") ?? null;
    default:
      return null;
  }
}

/** 30 ‖ 15 digits in ASCII ‖ the same as a number in 7 bytes ‖ the same as 16 digits two a byte (esup-sgc sheet §2.4). */
function accessRecord(id: number): Result<Uint8Array, ContentFault> {
  const digits = String(id).padStart(15, "0");
  const text = ascii(digits, "{sequence}", 15);
  const number = bigEndian(BigInt(id), 7, "{sequence}");
  const packed = decimalDigits(digits, 8, "{sequence}");
  if (!text.ok) return text;
  if (!number.ok) return number;
  return packed.ok ? succeeded(joined([0x30], text.value, number.value, packed.value)) : packed;
}

/** `*2`, the library, the sequence in 8 digits, a Luhn digit (weights 2 and 1 from the left), `*`. */
function libraryBarcode(library: string, sequence: number): string {
  const digits = `2${library}${String(sequence).padStart(8, "0")}`;
  const sum = Array.from(digits, Number).reduce((total, digit, at) => {
    const weighted = digit * (at % 2 === 0 ? 2 : 1);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return `*${digits}${(10 - (sum % 10)) % 10}*`;
}

function ascii(text: string, placeholder: string, length: number): Result<Uint8Array, ContentFault> {
  return text.length === length ? succeeded(new TextEncoder().encode(text)) : impossible(placeholder);
}

function bigEndian(value: bigint, length: number, placeholder: string): Result<Uint8Array, ContentFault> {
  const hex = value.toString(16).padStart(2 * length, "0");
  return hex.length === 2 * length ? succeeded(bytesOf(hex)) : impossible(placeholder);
}

function decimalDigits(text: string, length: number, placeholder: string): Result<Uint8Array, ContentFault> {
  const digits = text.padStart(2 * length, "0");
  return /^\d+$/.test(text) && digits.length === 2 * length
    ? succeeded(bytesOf(digits))
    : impossible(placeholder);
}

function impossible(placeholder: string): { readonly ok: false; readonly fault: ContentFault } {
  return failed({ kind: "content-impossible", placeholder });
}
