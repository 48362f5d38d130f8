import { readFileSync } from "node:fs";

interface Authentication {
  readonly key: string;
  readonly rndBenc: string;
  readonly rndA: string;
  readonly rndB: string;
  readonly sent: string;
  readonly answer: string;
  readonly session: string;
}

interface KeyChangeRecorded {
  readonly session: string;
  readonly newKey: string;
  readonly apdu: string;
}

interface Diversification {
  readonly key: string;
  readonly input: string;
  readonly out: string;
}

const compared = new Set<ReferenceValue>();

/** Transcripts of real DESFire EV1 cards, AES part; every text is upper-case hexadecimal. */
export const transcripts = readVectors("desfire-ev1.json") as {
  readonly an10922_aes128: readonly Diversification[];
  readonly desfireEv1: {
    readonly auth: readonly [Authentication];
    readonly changeKey: readonly [
      KeyChangeRecorded,
      KeyChangeRecorded & { readonly oldKey: string; readonly responseCmac: string },
    ];
    readonly cmacChains: readonly [
      {
        readonly session: string;
        readonly steps: readonly [Step, ...(readonly Step[])];
      },
    ];
  };
};

interface Step {
  readonly cmd: string;
  readonly data: string;
  readonly mac: string;
}

interface Subkeys {
  readonly key: string;
  readonly subkeys: readonly string[];
}

/** Published AES reference values beside the transcripts. */
export const published = readVectors("desfire-aes.json") as {
  readonly cmac: Subkeys & {
    readonly messages: readonly { readonly message: string; readonly mac: string }[];
  };
  readonly an10922: readonly Diversification[];
  readonly an10922Subkeys: Subkeys;
  readonly crc32: { readonly bytes: string; readonly crc: string };
  readonly fileSession: Authentication;
};

/** One published value: named texts, hexadecimal but for the counters; `expect` is what must come out. */
export interface ReferenceValue {
  readonly name: string;
  readonly expect: string;
  readonly source: string;
  readonly [fact: string]: string;
}

/** Every value of the project's DESFire sheet, by what it is about, in the order in which it builds on what came before. */
export const reference = watched(readVectors("desfire-reference.json") as Reference);

type Section = "an10922" | "cmac" | "checksums" | "ev1Sessions" | "ev2Messaging";
type Reference = Readonly<Record<Section, readonly ReferenceValue[]>>;

/** How many values a section has, and how many of them were compared with anything in this file's tests. */
export function comparedIn(section: Section): { readonly values: number; readonly compared: number } {
  const values = reference[section];
  return { values: values.length, compared: values.filter((value) => compared.has(value)).length };
}

function noting(value: ReferenceValue): ReferenceValue {
  const watching: ReferenceValue = new Proxy(value, {
    get(target, name) {
      if (name === "expect") compared.add(watching);
      return typeof name === "string" ? target[name] : undefined;
    },
  });
  return watching;
}

/** The same values, each noting when what is expected of it is asked for. */
function watched(values: Reference): Reference {
  return {
    an10922: values.an10922.map(noting),
    cmac: values.cmac.map(noting),
    checksums: values.checksums.map(noting),
    ev1Sessions: values.ev1Sessions.map(noting),
    ev2Messaging: values.ev2Messaging.map(noting),
  };
}

function readVectors(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8"));
}
