/** One value of an attribute (RFC 8010 §3.5.2, §3.9). A text or name in another language is taken without its language. */
export type IppValue =
  | { readonly kind: "integer" | "enum"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: IppTextKind; readonly value: string }
  | { readonly kind: "range"; readonly from: number; readonly to: number }
  | {
      readonly kind: "resolution";
      readonly crossFeed: number;
      readonly feed: number;
      readonly unit: "dpi" | "dpcm";
    }
  | { readonly kind: "collection"; readonly members: IppAttributes }
  /** Said to have no value: unsupported, unknown, or none. */
  | { readonly kind: "out-of-band"; readonly tag: number }
  /** A kind of value nothing here asks for, as it came. */
  | { readonly kind: "other"; readonly tag: number; readonly bytes: Uint8Array };
export type IppTextKind = "text" | "name" | "keyword" | "uri" | "scheme" | "charset" | "language" | "mime";

/** Attributes by name, each with one value or more. */
export type IppAttributes = ReadonlyMap<string, readonly IppValue[]>;

/** Which part of a message a group of attributes is (RFC 8010 §3.5.1). */
export type IppGroupKind = "operation" | "job" | "printer" | "unsupported" | "other";

/** A group of attributes. */
export interface IppGroup {
  readonly kind: IppGroupKind;
  readonly attributes: IppAttributes;
}

/** A request or a response: `code` is the operation or the status. */
export interface IppMessage {
  readonly version: readonly [major: number, minor: number];
  readonly code: number;
  readonly requestId: number;
  readonly groups: readonly IppGroup[];
  /** What follows the attributes: the document of a print. */
  readonly document: Uint8Array;
}

/** Tags of values that are text (RFC 8010 §3.5.2). */
export const textTags: Readonly<Record<IppTextKind, number>> = {
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  scheme: 0x46,
  charset: 0x47,
  language: 0x48,
  mime: 0x49,
};

export const ippTag = {
  operationGroup: 0x01,
  jobGroup: 0x02,
  end: 0x03,
  printerGroup: 0x04,
  unsupportedGroup: 0x05,
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  resolution: 0x32,
  range: 0x33,
  beginCollection: 0x34,
  textWithLanguage: 0x35,
  nameWithLanguage: 0x36,
  endCollection: 0x37,
  memberName: 0x4a,
} as const;

/** Attributes of names and their values, in the order they are written. */
export function attributes(
  entries: readonly (readonly [string, IppValue | readonly IppValue[]])[],
): IppAttributes {
  return new Map(entries.map(([name, values]) => [name, "kind" in values ? [values] : values]));
}

/** An integer value. */
export function integer(value: number): IppValue {
  return { kind: "integer", value };
}

/** A value of text of some kind. */
export function text(kind: IppTextKind, value: string): IppValue {
  return { kind, value };
}

/** A collection of members. */
export function collection(members: Parameters<typeof attributes>[0]): IppValue {
  return { kind: "collection", members: attributes(members) };
}
