import { randomBytes } from "node:crypto";
import { type DiversifiedKeyType, keyLengthOf } from "../../core/an10922.ts";
import type { CeremonyFault, CeremonyView } from "../../core/ports/key-room.ts";
import { failed, type Result, succeeded } from "../../core/result.ts";
import { checkValueOf } from "./check-value.ts";

/** Custodians of one key: each knows a component that says nothing about the key. */
const custodiansNeeded = 2;

/** A ceremony: components come one after the other, and only what all of them give is a key. */
export interface Ceremony {
  view(): CeremonyView;
  readonly name: string;
  readonly type: DiversifiedKeyType;
  /** Takes a component, hexadecimal with or without spaces, or draws one and gives it back. */
  add(custodian: string, component: string | null): Result<{ readonly drawn: string | null }, CeremonyFault>;
  /** The key, to be overwritten by whoever keeps it; null while a component is missing. */
  key(): Buffer | null;
  /** Overwrites every component. */
  forget(): void;
}

/** Begins a ceremony for one version of a key. */
export function beginCeremony(name: string, type: DiversifiedKeyType, version: number): Ceremony {
  const length = keyLengthOf(type);
  const parts: { readonly custodian: string; readonly kcv: string; readonly bytes: Buffer }[] = [];

  const key = () => {
    if (parts.length < custodiansNeeded) return null;
    const joined = Buffer.alloc(length);
    for (const { bytes } of parts)
      for (const [at, byte] of bytes.entries()) joined[at] = (joined[at] ?? 0) ^ byte;
    return joined;
  };
  const kcv = () => {
    const joined = key();
    if (joined === null) return null;
    const value = checkValueOf(type, joined);
    joined.fill(0);
    return value;
  };
  const problem = (custodian: string, bytes: Buffer | null): CeremonyFault["kind"] | null => {
    if (parts.length >= custodiansNeeded) return "ceremony-under-way";
    if (parts.some((part) => samePerson(part.custodian, custodian))) return "same-custodian";
    if (bytes === null) return "component-malformed";
    if (bytes.every((byte) => byte === 0)) return "component-empty";
    return parts.some((part) => part.bytes.equals(bytes)) ? "components-equal" : null;
  };
  return {
    name,
    type,
    view: () => ({
      name,
      type,
      version,
      components: parts.map((part) => ({ custodian: part.custodian, kcv: part.kcv })),
      kcv: kcv(),
    }),
    add(custodian, component) {
      const bytes = component === null ? randomBytes(length) : readComponent(component, length);
      const wrong = problem(custodian, bytes);
      if (wrong !== null || bytes === null) {
        bytes?.fill(0);
        return failed({ kind: wrong ?? "component-malformed" });
      }
      parts.push({ custodian, kcv: checkValueOf(type, bytes), bytes });
      return succeeded({ drawn: component === null ? bytes.toString("hex").toUpperCase() : null });
    },
    key,
    forget() {
      for (const { bytes } of parts.splice(0)) bytes.fill(0);
    },
  };
}

/** Whether two names are one person's. */
export function samePerson(one: string, other: string): boolean {
  return one.trim().toLocaleLowerCase() === other.trim().toLocaleLowerCase();
}

function readComponent(text: string, length: number): Buffer | null {
  const clean = text.replaceAll(/[\s-]/g, "");
  return /^[0-9a-f]*$/i.test(clean) && clean.length === 2 * length ? Buffer.from(clean, "hex") : null;
}
