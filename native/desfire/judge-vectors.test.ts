import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { diversified } from "../../main/security/an10922.ts";
import { judgeVectors } from "./judge-vectors.ts";

const published: unknown = JSON.parse(
  readFileSync(new URL("../../test/vectors/desfire-ev1.json", import.meta.url), "utf8"),
);
const names = [
  "an10922_aes128[0]",
  "an10922_aes128[1]",
  "desfireEv1.auth[0]",
  "desfireEv1.auth[1]",
  "desfireEv1.changeKey[0]",
  "desfireEv1.changeKey[1]",
  ...Array.from({ length: 8 }, (_, at) => `desfireEv1.cmacChains[0].steps[${at}]`),
];

type Path = readonly (string | number)[];

function judged(file: unknown) {
  return judgeVectors(file, diversified);
}

/** Every hexadecimal text of a file, by where it stands. */
function textsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value === "string") return /^[0-9A-F]{2,}$/.test(value) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]));
}

function changedAt(value: unknown, [key, ...rest]: Path, change: (text: string) => unknown): unknown {
  if (key === undefined) return change(String(value));
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
    ? [...value]
    : { ...(value as object) };
  Reflect.set(copy, key, changedAt(Reflect.get(copy, key), rest, change));
  return copy;
}

test("the published transcripts pass, each value under its name", () => {
  const verdicts = names.map((name) => ({ name, outcome: "passed" }));
  expect(judged(published)).toEqual({ ok: true, value: verdicts });
});

test("whichever digit of whichever value is altered, the file no longer passes", () => {
  const places = textsIn(published).filter((path) => !["cmd", "type", "keyNo"].includes(String(path.at(-1))));
  expect(places.length).toBeGreaterThan(40);
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.nat(), (path, at) => {
      // The parity bits of a DES key change nothing, so the altered bit is never the last of a byte.
      const altered = changedAt(published, path, (text) => {
        const bytes = Buffer.from(text, "hex");
        bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ 0x10;
        return bytes.toString("hex").toUpperCase();
      });
      const verdict = judged(altered);
      expect(verdict.ok && verdict.value.some(({ outcome }) => outcome === "failed")).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("a failure names its fields, and no key stands in it", () => {
  const altered = changedAt(published, ["desfireEv1", "changeKey", 0, "crc32"], () => "00000000");
  const verdict = judged(altered);
  expect(verdict.ok && verdict.value[4]).toEqual({
    name: "desfireEv1.changeKey[0]",
    outcome: "failed",
    differs: ["crc32"],
  });
});

test("groups and key types nobody here knows are unsupported, and remarks are not judged", () => {
  const auth = [{ type: "SM4", cmd: "99", key: "", rndBenc: "", rndB: "", rndA: "", sent: "", answer: "" }];
  const file = { _note: "remark", other: [1, 2], desfireEv1: { weather: {}, auth } };
  expect(judged(file)).toEqual({
    ok: true,
    value: [
      { name: "other", outcome: "unsupported" },
      { name: "desfireEv1.weather", outcome: "unsupported" },
      { name: "desfireEv1.auth[0]", outcome: "unsupported" },
    ],
  });
});

test.each([
  ["a list", [], "file"],
  ["nothing", null, "file"],
  ["a group that is no list", { an10922_aes128: {} }, "an10922_aes128"],
  ["a value without its key", { an10922_aes128: [{ input: "00", out: "00" }] }, "an10922_aes128[0].key"],
  ["half a byte", { an10922_aes128: [{ key: "0", input: "00", out: "00" }] }, "an10922_aes128[0].key"],
  ["a key too short", { an10922_aes128: [{ key: "00", input: "00", out: "00" }] }, "an10922_aes128[0]"],
  [
    "an input too long",
    { an10922_aes128: [{ key: "00".repeat(16), input: "00".repeat(32), out: "" }] },
    "an10922_aes128[0]",
  ],
  [
    "a chain without steps",
    { desfireEv1: { cmacChains: [{ type: "AES", session: "00" }] } },
    "desfireEv1.cmacChains[0].steps",
  ],
  [
    "a session key of another length",
    { desfireEv1: { cmacChains: [{ type: "AES", session: "00", steps: [] }] } },
    "desfireEv1.cmacChains[0].session",
  ],
])("a file that holds %s is refused, and the place is named", (_what, file, at) => {
  expect(judged(file)).toEqual({ ok: false, fault: { kind: "malformed-vectors", at } });
});

test("whatever a file holds, it is judged or refused, never a crash", () => {
  const places = textsIn(published);
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.anything(), (path, value) => {
      const altered = changedAt(published, path, () => value);
      expect(typeof judged(altered).ok).toBe("boolean");
    }),
    { numRuns: 500 },
  );
});
