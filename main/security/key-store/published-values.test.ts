import { argon2 } from "node:crypto";
import * as fc from "fast-check";
import { combine } from "shamir-secret-sharing";
import { describe, expect, test } from "vitest";
import { argon2id } from "./argon2.ts";
import { checkValueOf } from "./check-value.ts";
import { secretOfShares, writtenShares } from "./recovery-shares.ts";

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

describe("argon2id", () => {
  /** RFC 9106 §5.3, with its secret and associated data, which our wraps do not use. */
  test("of the runtime gives the tag of RFC 9106", async () => {
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    argon2(
      "argon2id",
      {
        message: Buffer.alloc(32, 1),
        nonce: Buffer.alloc(16, 2),
        secret: Buffer.alloc(8, 3),
        associatedData: Buffer.alloc(12, 4),
        parallelism: 4,
        tagLength: 32,
        memory: 32,
        passes: 3,
      },
      (cause, tag) => (cause === null ? resolve(tag) : reject(cause)),
    );
    expect(hex(await promise)).toBe("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
  });

  test("of a runtime without it is the same, portably", async () => {
    for (const parameters of [
      { memoryKib: 32, passes: 3, lanes: 4 },
      { memoryKib: 1024, passes: 1, lanes: 1 },
    ]) {
      const given = [Buffer.from("phrase"), Buffer.alloc(16, 2), parameters] as const;
      expect(hex(await argon2id(...given, undefined))).toBe(hex(await argon2id(...given)));
    }
  });
});

describe("a check value", () => {
  test.each([
    /** NXP AN10922 §2.2.1, "K0". */
    ["aes-128", "00112233445566778899AABBCCDDEEFF", "FDE4FB"],
    /** NIST SP 800-38B, appendix D.1 to D.3: CIPH_K(0). */
    ["aes-128", "2B7E151628AED2A6ABF7158809CF4F3C", "7DF76B"],
    ["aes-192", "8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B", "22452D"],
    ["aes-256", "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4", "E568F6"],
    /** NIST SP 800-38B, appendix D.4: CIPH_K(0) of its three-key example. */
    ["3tdea", "8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5", "C8CC74"],
    /** A two-key DES key of zeros is single DES of zeros: 8CA64DE9C1B123A7. */
    ["2tdea", "00000000000000000000000000000000", "8CA64D"],
  ] as const)("of a %s key is the published one: %s", (type, key, kcv) => {
    expect(checkValueOf(type, Buffer.from(key, "hex"))).toBe(kcv);
  });
});

describe("recovery shares", () => {
  /** draft-mcgrew-tss-03 §9: "test", 2 of 2, over the field of AES; there the point stands before the share, here behind it. */
  test("are Shamir's over the field of AES, as published", async () => {
    const shares = ["B9FA07E18501", "F5409B451102"].map((share) =>
      Uint8Array.from(Buffer.from(share, "hex")),
    );
    expect(hex(await combine(shares))).toBe("7465737400");
  });

  test("any two of three give back what was split, whoever they are, in any order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ minLength: 2, maxLength: 2 }),
        async (secret, set) => {
          const [a = "", b = "", c = ""] = await writtenShares(secret, set);
          for (const pair of [
            [a, b],
            [c, a],
            [b, c],
            [a, b, c],
          ]) {
            const found = await secretOfShares(pair);
            expect(found.ok && [hex(found.value.secret), hex(found.value.set)]).toEqual([
              hex(secret),
              hex(set),
            ]);
          }
          expect(await secretOfShares([a])).toMatchObject({ fault: { kind: "shares-do-not-fit" } });
        },
      ),
      { numRuns: 25 },
    );
  });

  test("a share with any one digit wrong is a mistyped one", async () => {
    const [share = "", other = ""] = await writtenShares(Buffer.alloc(32, 5), Buffer.alloc(2, 1));
    for (let at = 0; at < share.length; at += 1) {
      if (share[at] === "-") continue;
      const wrong = `${share.slice(0, at)}${share[at] === "A" ? "B" : "A"}${share.slice(at + 1)}`;
      expect(await secretOfShares([wrong, other])).toMatchObject({ fault: { kind: "share-mistyped" } });
    }
    expect(await secretOfShares(["", other])).toMatchObject({ fault: { kind: "share-mistyped" } });
  });
});
