import { z } from "zod";

const hexBytes = z.string().regex(/^(?:[0-9A-F]{2})+$/);
const width = z.int().min(1).max(255);

/**
 * What a template may name, in braces: `{csn}@univ.example`. After the name, `+1234` adds to a number and `:15` fills it up with zeros on
 * the left. `csn` is the chip's number as esup-sgc writes it: upper-case hexadecimal; reversed: last byte first; decimal: as one number.
 */
export const placeholders = [
  "csn",
  "csnReversed",
  "csnDecimal",
  "csnReversedDecimal",
  "escn",
  "studentNumber",
  "ine",
  "sequence",
  "zdc",
  "validUntil",
] as const;

/** One placeholder in a template; the groups are its name, what is added, and the width. */
export const placeholderPattern = /\{([A-Za-z]+)(?:\+(\d{1,16}))?(?::(\d{1,2}))?\}/gu;

function isTemplate(text: string): boolean {
  const names = [...text.matchAll(placeholderPattern)].map(([, name = ""]) => name);
  const known: readonly string[] = placeholders;
  return names.every((name) => known.includes(name)) && !/[{}]/u.test(text.replace(placeholderPattern, ""));
}

const template = z.string().min(1).max(200).refine(isTemplate, "names something a chip can not hold");

/** One part of what a file holds; parts follow each other. */
export const contentField = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("hex"), hex: hexBytes }),
  z.strictObject({ is: z.literal("zeros"), length: width }),
  /** The 16 bytes of the European student card number. */
  z.strictObject({ is: z.literal("escn") }),
  /** The 7 bytes of the chip's number. */
  z.strictObject({ is: z.literal("uid"), reversed: z.boolean().default(false) }),
  /** A text in UTF-8, filled up to its length: after it (`left`) or before it (`right`), with zeros or spaces. */
  z.strictObject({
    is: z.literal("text"),
    template,
    length: width,
    align: z.enum(["left", "right"]).default("left"),
    fill: z.enum(["zeros", "spaces"]).default("zeros"),
  }),
  /** The digits of a template as one number, most significant byte first. */
  z.strictObject({ is: z.literal("number"), template, length: z.int().min(1).max(8) }),
  /** The digits of a template two a byte, filled up with zeros on the left. */
  z.strictObject({ is: z.literal("digits"), template, length: width }),
  /** The record of the ComUE Normandie's access control (31 bytes; esup-sgc sheet §2.4): a base by population, plus the sequence. */
  z.strictObject({
    is: z.literal("access-record"),
    bases: z.strictObject({
      student: z.int().min(0),
      staff: z.int().min(0),
      guest: z.int().min(0),
      other: z.int().min(0),
    }),
  }),
  /** The library barcode of Lyon and Saint-Étienne (16 characters; esup-sgc sheet §2.4): library of 4 digits, then the sequence. */
  z.strictObject({ is: z.literal("library-barcode"), library: z.string().regex(/^\d{4}$/) }),
  /** CRC-32 over everything before it: tells a write that was cut short. 4 bytes. */
  z.strictObject({ is: z.literal("checksum") }),
]);
export type ContentField = z.infer<typeof contentField>;

/** Bytes of one part. */
export function fieldLength(field: ContentField): number {
  switch (field.is) {
    case "hex":
      return field.hex.length / 2;
    case "escn":
      return escnLength;
    case "uid":
      return uidLength;
    case "access-record":
      return accessRecordLength;
    case "library-barcode":
      return libraryBarcodeLength;
    case "checksum":
      return checksumLength;
    case "zeros":
    case "text":
    case "number":
    case "digits":
      return field.length;
  }
}

const escnLength = 16;
const uidLength = 7;
const accessRecordLength = 31;
const libraryBarcodeLength = 16;
const checksumLength = 4;

/** Bytes of all parts together. */
export function contentLength(fields: readonly ContentField[]): number {
  return fields.reduce((length, field) => length + fieldLength(field), 0);
}
