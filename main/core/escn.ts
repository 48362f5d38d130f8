import { z } from "zod";
import { failed, type Result, succeeded } from "./result.ts";

/** European student card number: 16 bytes as lower-case 8-4-4-4-12 hexadecimal. Validators must not insist on a UUID version. */
export const escn = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .brand("Escn");
export type Escn = z.infer<typeof escn>;

/**
 * What cards made here are in the European router's terms: a smart card without the common data zone (DUEINFO), which the project gave up
 * at the end of 2024. Source: domain sheet esup-sgc-esc-crous, `cardType` of the router's API and esup-sgc's map of 2024-12-02.
 */
export const escCardType = "SMART_NO_CDZ";

export type EscnFault =
  | { readonly kind: "prefix-out-of-range"; readonly prefix: number }
  | { readonly kind: "pic-malformed"; readonly pic: string };

/** What one ESCN is made of. `prefix` tells the university's servers apart, 0–999; `pic` is its 9-digit participant code. */
export interface EscnParts {
  readonly prefix: number;
  readonly pic: string;
  /** Milliseconds since 1970 UTC. */
  readonly unixMs: number;
  /** 0–9999: tells numbers of the same millisecond apart. */
  readonly sequence: number;
  /** 14 random bits. */
  readonly clock: number;
}

/**
 * The offset of 1582-10-15 is added in milliseconds, not in units of 100 ns, exactly as the reference generator does:
 * ESCNs are not true RFC 4122 times. Source: EuropeanStudentCard/escn-java-generator 1.2.1.
 */
const gregorianOffsetMs = 12_219_292_800_000n;

/** Makes an ESCN of its parts. */
export function makeEscn(parts: EscnParts): Result<Escn, EscnFault> {
  if (!Number.isInteger(parts.prefix) || parts.prefix < 0 || parts.prefix > 999) {
    return failed({ kind: "prefix-out-of-range", prefix: parts.prefix });
  }
  if (!/^\d{9}$/.test(parts.pic)) return failed({ kind: "pic-malformed", pic: parts.pic });
  const time = BigInt(parts.unixMs) * 10_000n + gregorianOffsetMs + BigInt(parts.sequence);
  const hex = time.toString(16).padStart(15, "0");
  const low = hex.slice(-8);
  const middle = hex.slice(-12, -8);
  const high = `1${hex.slice(-15, -12)}`;
  const clock = (0x8000 | (parts.clock & 0x3fff)).toString(16);
  const node = `${String(parts.prefix).padStart(3, "0")}${parts.pic}`;
  return succeeded(`${low}-${middle}-${high}-${clock}-${node}` as Escn);
}

/** When and by whom an ESCN was made. */
export function readEscn(number: Escn): {
  readonly unixMs: number;
  readonly prefix: string;
  readonly pic: string;
} {
  const [low, middle, high, , node] = number.split("-") as [string, string, string, string, string];
  const time = BigInt(`0x${high.slice(1)}${middle}${low}`);
  return {
    unixMs: Number((time - gregorianOffsetMs) / 10_000n),
    prefix: node.slice(0, 3),
    pic: node.slice(3),
  };
}

/** The 16 bytes of an ESCN, as a chip holds them. */
export function escnBytes(number: Escn): Uint8Array {
  const hex = number.replaceAll("-", "");
  return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

/** The ESCN of 16 bytes read from a chip. */
export function escnOf(bytes: Uint8Array): Escn {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Escn;
}

/** What the card's QR code says: the current official address of the number. */
export function escnQrText(number: Escn): string {
  return `https://s.esc-r.eu/${number}`;
}
