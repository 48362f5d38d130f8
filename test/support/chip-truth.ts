import { createCipheriv, createSecretKey } from "node:crypto";
import { crc32 } from "node:zlib";
import type { ContentField } from "../../main/core/chip-profile/content-fields.ts";
import type { ChipKey, ChipProfile } from "../../main/core/chip-profile/profile.ts";
import type { ChipSubject } from "../../main/core/ports/card-encoder.ts";
import type { Eeprom } from "../../native/desfire/simulated-card/eeprom.ts";

/**
 * What a chip must hold in the end, worked out here from the profile alone, without a line of the writer's: its keys, versions, settings,
 * rights and bytes. Gives what is wrong in a chip's memory; nothing means that it is right in every place.
 */
export function wrongsOf(chip: Eeprom, profile: ChipProfile, subject: ChipSubject): readonly string[] {
  const wrongs: string[] = [];
  const same = (what: string, found: unknown, wanted: unknown) => {
    if (JSON.stringify(found) !== JSON.stringify(wanted)) wrongs.push(what);
  };
  const ours = profile.applications.map(({ aid }) => Number.parseInt(aid, 16));
  const found = chip.applications.filter(({ aid }) => ours.includes(aid));
  same("applications", sorted(found.map(({ aid }) => aid)), sorted(ours));
  for (const wanted of profile.applications) {
    const application = found.find(({ aid }) => aid === Number.parseInt(wanted.aid, 16));
    same(`${wanted.aid} settings`, application?.keySettings, Number.parseInt(wanted.keySettings, 16));
    const keys = wanted.keys.map((key, number) => heldKey(key, chip.uid, wanted.aid, number));
    same(
      `${wanted.aid} keys`,
      application?.keys.map(({ key }) => withoutParity(key, wanted.keys[0])),
      keys,
    );
    same(
      `${wanted.aid} versions`,
      application?.keys.map(({ version }) => version),
      wanted.keys.map(byteOf),
    );
    const iso =
      wanted.iso === undefined ? null : [Number.parseInt(wanted.iso.fileId, 16), wanted.iso.name ?? ""];
    const named = application?.iso;
    same(`${wanted.aid} ISO name`, named === undefined ? null : [named.fileId, named.name], iso);
    const files = wanted.files.map((file) => [
      file.number,
      file.kind,
      { plain: 0, mac: 1, enciphered: 3 }[file.communication],
      Number.parseInt(file.rights, 16),
      file.isoFileId === undefined ? null : Number.parseInt(file.isoFileId, 16),
      plainContent(file.content, chip.uid, subject).padEnd(2 * file.size, "0"),
    ]);
    const held = (application?.files ?? []).map((file) => [
      file.number,
      file.kind,
      file.communication,
      file.rights,
      file.isoFileId ?? null,
      file.content,
    ]);
    same(`${wanted.aid} files`, held.toSorted(byNumber), files.toSorted(byNumber));
  }
  const { left } = profile.chip.masterKey;
  if (left !== null) {
    same("chip key", withoutParity(chip.piccKey.key, left), heldKey(left, chip.uid, "000000", 0));
    same("chip key version", chip.piccKey.version, byteOf(left));
  }
  if (profile.chip.settings !== null) {
    same("chip settings", chip.piccKeySettings, Number.parseInt(profile.chip.settings, 16));
  }
  return wrongs;
}

function byteOf({ version, versionZero }: ChipKey): number {
  return version === versionZero ? 0 : version;
}

function sorted(numbers: readonly number[]): readonly number[] {
  return numbers.toSorted((one, other) => one - other);
}

function byNumber(one: readonly unknown[], other: readonly unknown[]): number {
  return Number(one[0]) - Number(other[0]);
}

/** The key that must lie in a place, upper-case hexadecimal: AN10922 for AES-128, or what the profile writes out. */
export function heldKey(key: ChipKey, uid: string, aid: string, number: number): string {
  const { origin, type, version } = key;
  if (origin.from === "published") {
    const hex = type === "des" ? origin.hex.repeat(2) : origin.hex;
    return withoutParity(hex, key);
  }
  const parts = origin.diversification.input.map((part) => {
    if (part === "uid") return Buffer.from(uid, "hex");
    if (part === "aid") return Buffer.from(aid, "hex");
    if (part === "aid-reversed") return Buffer.from(aid, "hex").toReversed();
    if (part === "key-number") return Buffer.from([number]);
    if ("uidBeginning" in part) return Buffer.from(part.uidBeginning + uid.slice(2), "hex");
    return "hex" in part ? Buffer.from(part.hex, "hex") : Buffer.from(part.text);
  });
  const published = Buffer.from("00112233445566778899AABBCCDDEEFF", "hex");
  const master = diversified(published, Buffer.concat([Buffer.from(origin.name), Buffer.from([version])]));
  return diversified(master, Buffer.concat(parts)).toString("hex").toUpperCase();
}

function diversified(master: Buffer, input: Buffer): Buffer {
  const key = createSecretKey(master);
  const block = (content: Buffer) =>
    createCipheriv("aes-128-ecb", key, null).setAutoPadding(false).update(content);
  const full = doubled(block(Buffer.alloc(16)));
  const message = Buffer.concat([Buffer.from([1]), input]);
  const isFull = message.length === 32;
  const mark = isFull ? Buffer.alloc(0) : Buffer.from([0x80]);
  const padded = Buffer.concat([message, mark, Buffer.alloc(32)]).subarray(0, 32);
  const first = block(padded.subarray(0, 16));
  return block(mixed(mixed(first, padded.subarray(16)), isFull ? full : doubled(full)));
}

function doubled(half: Buffer): Buffer {
  const shifted = (BigInt(`0x${half.toString("hex")}`) << 1n) & ((1n << 128n) - 1n);
  const carry = ((half[0] ?? 0) & 0x80) === 0 ? 0n : 0x87n;
  return Buffer.from((shifted ^ carry).toString(16).padStart(32, "0"), "hex");
}

function mixed(one: Buffer, other: Buffer): Buffer {
  return Buffer.from(one.map((byte, at) => byte ^ (other[at] ?? 0)));
}

function withoutParity(hex: string, key: ChipKey | undefined): string {
  if (key?.type === "aes") return hex;
  return Buffer.from(Buffer.from(hex, "hex").map((byte) => byte & 0xfe))
    .toString("hex")
    .toUpperCase();
}

/** The bytes of a content, as upper-case hexadecimal, for the kinds of field that tests make up. */
export function plainContent(fields: readonly ContentField[], uid: string, subject: ChipSubject): string {
  let content = Buffer.alloc(0);
  for (const field of fields) content = Buffer.concat([content, plainField(field, uid, subject, content)]);
  return content.toString("hex").toUpperCase();
}

function plainField(field: ContentField, uid: string, subject: ChipSubject, before: Buffer): Buffer {
  switch (field.is) {
    case "hex":
      return Buffer.from(field.hex, "hex");
    case "zeros":
      return Buffer.alloc(field.length);
    case "escn":
      return Buffer.from(subject.escn.replaceAll("-", ""), "hex");
    case "uid":
      return field.reversed ? Buffer.from(Buffer.from(uid, "hex").toReversed()) : Buffer.from(uid, "hex");
    case "checksum": {
      const sum = Buffer.alloc(4);
      sum.writeUInt32LE((crc32(before) ^ 0xffffffff) >>> 0);
      return sum;
    }
    case "access-record": {
      const digits = `${"0".repeat(3)}${1e11 + subject.sequence}`.slice(-15);
      const number = BigInt(digits).toString(16).padStart(14, "0");
      return Buffer.concat([Buffer.from(`0${digits}`), Buffer.from(`${number}0${digits}`, "hex")]);
    }
    case "text": {
      const text = Buffer.from(plainText(field.template, uid, subject));
      const fill = Buffer.alloc(field.length - text.length, field.fill === "spaces" ? " " : 0);
      return Buffer.concat(field.align === "left" ? [text, fill] : [fill, text]);
    }
    case "number":
      return Buffer.from(
        BigInt(plainText(field.template, uid, subject))
          .toString(16)
          .padStart(2 * field.length, "0"),
        "hex",
      );
    case "digits":
      return Buffer.from(plainText(field.template, uid, subject).padStart(2 * field.length, "0"), "hex");
    case "library-barcode":
      throw new Error("not made up by tests");
  }
}

/** The templates that the shipped profiles and the tests use. */
function plainText(template: string, uid: string, subject: ChipSubject): string {
  const texts: Readonly<Record<string, string>> = {
    "{studentNumber}": subject.studentNumber,
    "{csn}@univ.example": `${uid}@univ.example`,
    "{sequence+1234500000000000}": String(1_234_500_000_000_000 + subject.sequence),
    "{sequence:15}": String(subject.sequence).padStart(15, "0"),
    "{validUntil}": (subject.validUntil ?? "").replaceAll("-", ""),
  };
  const text = texts[template];
  if (text === undefined) throw new Error(`no plain text for ${template}`);
  return text;
}
