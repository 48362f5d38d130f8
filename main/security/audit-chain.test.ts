import { createPrivateKey, sign } from "node:crypto";
import { expect, test } from "vitest";
import { textOfHead } from "../core/audit-head.ts";
import type { Instant } from "../core/calendar.ts";
import { isSigned } from "./audit-chain.ts";
import { signerOf } from "./audit-keys.ts";
import { opened, sealed } from "./sealed.ts";

/** RFC 8032 §7.1, TEST 1 and TEST 3: secret key, public key, message, signature. */
const published = [
  [
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
] as const;

function keyOf(secret: string) {
  const der = Buffer.from(`302e020100300506032b657004220420${secret}`, "hex");
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

test.each(published)(
  "the key %s has the published public half and signature",
  (secret, signer, message, signature) => {
    expect(signerOf(keyOf(secret))).toBe(signer);
    expect(sign(null, Buffer.from(message, "hex"), keyOf(secret)).toString("hex")).toBe(signature);
  },
);

test("a head is signed for its own words only, by the key it names only", () => {
  const [[secret, signer]] = published;
  const words = {
    chain: "desk-1",
    number: 1,
    seq: 9,
    hash: "0".repeat(64),
    at: "2026-09-07T08:00:00.000Z" as Instant,
    why: "hour",
  } as const;
  const signature = sign(null, Buffer.from(textOfHead(words)), keyOf(secret)).toString("hex");
  expect(isSigned({ ...words, signer, signature })).toBe(true);
  expect(isSigned({ ...words, seq: 10, signer, signature })).toBe(false);
  expect(isSigned({ ...words, signer: published[1][1], signature })).toBe(false);
  expect(isSigned({ ...words, signer: "", signature })).toBe(false);
});

test("what is enciphered opens under its own key and for its own purpose, and not when a bit was turned", () => {
  const key = new Uint8Array(32).fill(3);
  const box = sealed(key, Buffer.from("Zoé"), "one");
  expect(Buffer.from(opened(key, box, "one") ?? []).toString()).toBe("Zoé");
  expect(opened(key, box, "other")).toBeNull();
  expect(opened(new Uint8Array(32), box, "one")).toBeNull();
  for (let at = 0; at < box.length; at += 1) {
    const turned = box.slice();
    turned[at] = (turned[at] ?? 0) ^ 1;
    expect(opened(key, turned, "one")).toBeNull();
  }
  expect(opened(key, box.subarray(0, 20), "one")).toBeNull();
});
