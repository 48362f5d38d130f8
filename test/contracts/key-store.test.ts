import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { KeyVault } from "../../main/core/ports/key-store.ts";
import { failed } from "../../main/core/result.ts";
import { createFileKeyStore } from "../../main/security/key-store/file-key-store.ts";
import { attribute, ck, mechanism, secretKeyClass } from "../../native/pkcs11/constants.ts";
import { type Cryptoki, loadCryptoki } from "../../native/pkcs11/cryptoki.ts";
import { createTokenKeyStore } from "../../native/pkcs11/token-key-store.ts";
import { prepareSoftHsm, type SoftHsm, testPin } from "../support/softhsm.ts";
import { keyStoreContract } from "./key-store.contract.ts";

const clock = { now: () => Date.UTC(2026, 10, 25, 9) };
const master = Buffer.from("00112233445566778899AABBCCDDEEFF", "hex");
const derivation = {
  type: "aes-128",
  padding: "two-blocks",
  input: Buffer.from("04782E21801D803042F54E585020416275", "hex"),
  chip: null,
} as const;
const published = "A8DD63A3B89D54B37CA802473FDA9175";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guichet-key-stores-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let made = 0;
const passphrase = "quatre chevaux bleus";
keyStoreContract("an enciphered file", async () => {
  made += 1;
  const vault = createFileKeyStore(join(folder, `keys-${made}.json`), clock);
  expect(await vault.create("Camille Durand", passphrase)).toMatchObject({ ok: true });
  return { vault, operator: "Camille Durand", passphrase };
});

const emptyTokens = Array.from({ length: 11 }, (_, at) => `empty-${at}`);
const prepared = await prepareSoftHsm([...emptyTokens, "guichet", "drawn", "loose", "twins", "twins"]);
if ("missing" in prepared) {
  process.stderr.write(`\nSKIPPED: no token was tried here: ${prepared.missing}\n\n`);
  test.skip("a token", () => undefined);
} else onSoftHsm(prepared);

function onSoftHsm(hsm: SoftHsm): void {
  afterAll(() => hsm.remove());

  const storeOn = (label: string, change: (real: Cryptoki) => Cryptoki = (real) => real): KeyVault =>
    createTokenKeyStore({ library: hsm.library, label, serial: null }, async (library) => {
      const loaded = await loadCryptoki(library);
      return loaded.ok ? { ok: true, value: change(loaded.value) } : loaded;
    });
  /** An open store with the published master under a name of its own. */
  const filled = async (change?: (real: Cryptoki) => Cryptoki) => {
    made += 1;
    const name = `key-${made}`;
    const vault = storeOn("guichet", change);
    expect(await vault.unlock("PIN", testPin)).toEqual({ ok: true });
    expect(await vault.addKey(name, "aes-128", master)).toMatchObject({ ok: true });
    return { name, vault, use: () => vault.diversify({ name, version: 1 }, derivation) };
  };
  const library = async () => {
    const loaded = await loadCryptoki(hsm.library);
    if (!loaded.ok) throw new Error(loaded.fault.cause);
    return loaded.value;
  };
  /** A session of somebody else who knows the PIN of a token. */
  const sessionOn = async (label: string) => {
    const cryptoki = await library();
    const seen = await cryptoki.tokens();
    const slot = seen.ok ? seen.value.find((token) => token.label === label)?.slot : undefined;
    const session = await cryptoki.openSession(slot ?? -1);
    if (!session.ok) throw new Error(`no session: ${session.fault}`);
    expect(await cryptoki.login(session.value, Buffer.from(testPin))).toEqual({ ok: true });
    return { cryptoki, session: session.value };
  };

  keyStoreContract("a token", async () => {
    const vault = storeOn(emptyTokens.pop() ?? "no token left");
    expect(await vault.unlock("PIN", testPin)).toEqual({ ok: true });
    return { vault, operator: "PIN", passphrase: testPin };
  });

  describe("a master key in a token", () => {
    test("is there for whoever opens the token again, and never comes out: not its value, not enciphered, not renamed", async () => {
      const { name, vault } = await filled();
      vault.lock();
      const { cryptoki, session } = await sessionOn("guichet");
      const named = new Map<number, number | Uint8Array>([
        [attribute.class, secretKeyClass],
        [attribute.label, Buffer.from(name)],
      ]);
      const objects = await cryptoki.find(session, named);
      const [object = -1] = objects.ok ? objects.value : [];
      const wanted = [attribute.value, attribute.sensitive, attribute.extractable, attribute.decrypt];
      const more = [attribute.wrap, attribute.derive, attribute.modifiable, attribute.private];
      const read = await cryptoki.read(session, object, [...wanted, ...more]);
      const told = read.ok ? [...read.value.values()].map((value) => value?.[0] ?? null) : [];
      expect(told).toEqual([null, 1, 0, 0, 0, 0, 0, 1]);
      await cryptoki.logout(session);
      await cryptoki.closeSession(session);
      const again = storeOn("guichet");
      expect(await again.list()).toEqual({ ok: true, value: null });
      expect(await again.unlock("PIN", testPin)).toEqual({ ok: true });
      const listed = await again.list();
      expect(listed.ok && listed.value).toContainEqual({
        name,
        version: 1,
        type: "aes-128",
        kcv: "FDE4FB",
        madeAt: null,
      });
      again.lock();
    });

    test.each(["aes-128", "aes-256", "2tdea", "3tdea"] as const)(
      "of type %s can be drawn by the token itself: it was never anywhere else, and makes keys of cards",
      async (type) => {
        made += 1;
        const name = `drawn-${made}`;
        const vault = storeOn("drawn");
        expect(await vault.makeInside?.(name, type)).toEqual({ ok: false, fault: { kind: "keys-locked" } });
        await vault.unlock("PIN", testPin);
        const [first, second] = [await vault.makeInside?.(name, type), await vault.makeInside?.(name, type)];
        expect(first).toMatchObject({ ok: true, value: { name, version: 1, type } });
        expect(second).toMatchObject({ ok: true, value: { name, version: 2, type } });
        const values = [first, second].map((one) => (one?.ok === true ? one.value.kcv : ""));
        expect(new Set(values).size).toBe(2);
        const asked = { ...derivation, type, input: derivation.input.subarray(0, 13) };
        const [one, again] = [
          await vault.diversify({ name, version: 1 }, asked),
          await vault.diversify({ name, version: 1 }, asked),
        ];
        expect(one).toMatchObject({ ok: true });
        expect(one).toEqual(again);
        vault.lock();
        const { cryptoki, session } = await sessionOn("drawn");
        const objects = await cryptoki.find(session, new Map([[attribute.label, Buffer.from(name)]]));
        for (const object of objects.ok ? objects.value : []) {
          const read = await cryptoki.read(session, object, [
            attribute.value,
            attribute.sensitive,
            attribute.extractable,
          ]);
          expect(read.ok && [...read.value.values()].map((value) => value?.[0] ?? null)).toEqual([
            null,
            1,
            0,
          ]);
        }
        expect(objects.ok && objects.value.length).toBe(2);
        await cryptoki.logout(session);
        await cryptoki.closeSession(session);
      },
    );

    test("can not be drawn by a token without the way to, and nothing is kept", async () => {
      const vault = storeOn("drawn", (real) => ({
        ...real,
        async mechanisms(slot) {
          const can = await real.mechanisms(slot);
          return can.ok
            ? { ok: true, value: new Set([...can.value].filter((one) => one !== mechanism.aesKeyGen)) }
            : can;
        },
      }));
      await vault.unlock("PIN", testPin);
      const before = await vault.list();
      expect(await vault.makeInside?.("guichet", "aes-128")).toEqual({
        ok: false,
        fault: { kind: "token-refused", cause: "CKR_MECHANISM_INVALID" },
      });
      expect(await vault.list()).toEqual(before);
      vault.lock();
    });

    test("that it would give out is refused by name, and nothing is opened", async () => {
      const { cryptoki, session } = await sessionOn("loose");
      const loose = new Map<number, number | boolean | Uint8Array>([
        [attribute.class, secretKeyClass],
        [attribute.keyType, 0x1f],
        [attribute.token, true],
        [attribute.label, Buffer.from("guichet")],
        [attribute.id, Uint8Array.of(3)],
        [attribute.sensitive, false],
        [attribute.extractable, true],
        [attribute.encrypt, true],
        [attribute.value, master],
      ]);
      expect(await cryptoki.create(session, loose)).toMatchObject({ ok: true });
      await cryptoki.logout(session);
      await cryptoki.closeSession(session);
      const vault = storeOn("loose");
      expect(await vault.unlock("PIN", testPin)).toEqual({
        ok: false,
        fault: { kind: "key-extractable", name: "guichet", version: 3 },
      });
      expect(vault.isOpen()).toBe(false);
    });

    test.each([
      ["its CMAC", [] as readonly number[]],
      ["CBC alone", [mechanism.aesCmac]],
      ["ECB alone", [mechanism.aesCmac, mechanism.aesCbc]],
    ])("gives the published key by %s", async (_by, without) => {
      const { vault, use } = await filled((real) => ({
        ...real,
        async mechanisms(slot) {
          const can = await real.mechanisms(slot);
          return can.ok
            ? { ok: true, value: new Set([...can.value].filter((one) => !without.includes(one))) }
            : can;
        },
      }));
      const key = await use();
      expect(key.ok && Buffer.from(key.value).toString("hex").toUpperCase()).toBe(published);
      vault.lock();
    });

    test("is refused by a token that enciphers in no way for its type, before anything is kept", async () => {
      const vault = storeOn("guichet", (real) => ({
        ...real,
        mechanisms: () => Promise.resolve({ ok: true, value: new Set([mechanism.aesCbc]) }),
      }));
      expect(await vault.unlock("PIN", testPin)).toEqual({ ok: true });
      const before = await vault.list();
      expect(await vault.addKey("guichet", "3tdea", Buffer.alloc(24, 1))).toEqual({
        ok: false,
        fault: { kind: "token-cannot", type: "3tdea" },
      });
      expect(await vault.list()).toEqual(before);
      vault.lock();
    });
  });

  test("the library of a token stays loaded, whatever the runtime collects", async () => {
    setFlagsFromString("--expose-gc");
    const collect: unknown = runInNewContext("gc");
    const { vault, use } = await filled();
    for (let round = 0; round < 5; round += 1) {
      if (typeof collect === "function") collect();
      expect(await use()).toMatchObject({ ok: true });
    }
    vault.lock();
  });

  describe("a token that can not be used is said to be", () => {
    test("a library that is not there, or is none", async () => {
      for (const file of ["/nowhere/libtoken.so", "/etc/hostname"]) {
        const vault = createTokenKeyStore({ library: file, label: "any", serial: null }, loadCryptoki);
        expect(await vault.unlock("PIN", testPin)).toMatchObject({ fault: { kind: "library-missing" } });
        expect(await vault.list()).toMatchObject({ fault: { kind: "library-missing" } });
      }
    });

    test("no token of that name, or two of which nobody said which", async () => {
      expect(await storeOn("another").unlock("PIN", testPin)).toEqual({
        ok: false,
        fault: { kind: "no-token", label: "another" },
      });
      expect(await storeOn("twins").unlock("PIN", testPin)).toEqual({
        ok: false,
        fault: { kind: "two-tokens", label: "twins" },
      });
      const seen = await (await library()).tokens();
      const twin = seen.ok ? seen.value.find(({ label }) => label === "twins") : undefined;
      const named = { library: hsm.library, label: "twins", serial: twin?.serial ?? "" };
      const vault = createTokenKeyStore(named, loadCryptoki);
      expect(await vault.unlock("PIN", testPin)).toEqual({ ok: true });
      vault.lock();
    });

    test.each([
      [ck.pinIncorrect, { kind: "wrong-pin", isLastTry: true }],
      [ck.pinLocked, { kind: "pin-locked" }],
      [ck.userPinNotInitialized, { kind: "pin-not-set" }],
      [ck.tokenNotPresent, { kind: "no-token" }],
      [ck.silent, { kind: "keys-unreachable" }],
      [0x05, { kind: "token-refused", cause: "CKR_GENERAL_ERROR" }],
    ])("what it returns to the PIN, %i, is %o", async (code, fault) => {
      const finalTry = 0x2_0000;
      const vault = storeOn("guichet", (real) => ({
        ...real,
        login: () => Promise.resolve(failed(code)),
        async tokens() {
          const seen = await real.tokens();
          if (!seen.ok) return seen;
          return { ok: true, value: seen.value.map((one) => ({ ...one, flags: one.flags | finalTry })) };
        },
      }));
      expect(await vault.unlock("PIN", testPin)).toMatchObject({ ok: false, fault });
      expect(vault.isOpen()).toBe(false);
    });

    test.each([
      [ck.deviceRemoved, "keys-unreachable", false],
      [ck.sessionHandleInvalid, "keys-locked", false],
      [ck.silent, "keys-unreachable", true],
      [ck.deviceError, "keys-unreachable", true],
    ] as const)(
      "what it returns to a card's key, %i, is %s and leaves it open: %s",
      async (code, kind, staysOpen) => {
        let isIll = false;
        const { name, vault, use } = await filled((real) => ({
          ...real,
          sign: (...asked) => (isIll ? Promise.resolve(failed(code)) : real.sign(...asked)),
        }));
        isIll = true;
        expect(await use()).toEqual({ ok: false, fault: { kind, name, version: 1 } });
        expect(vault.isOpen()).toBe(staysOpen);
        isIll = false;
        if (!staysOpen) expect(await vault.unlock("PIN", testPin)).toEqual({ ok: true });
        expect(await use()).toMatchObject({ ok: true });
        vault.lock();
      },
    );

    test("pulled out, and back: the keys are in it still", async () => {
      let isOut = false;
      const { vault, use } = await filled((real) => ({
        ...real,
        async tokens() {
          const seen = await real.tokens();
          return seen.ok && isOut ? { ok: true, value: [] } : seen;
        },
      }));
      isOut = true;
      expect(await vault.list()).toEqual({ ok: false, fault: { kind: "no-token", label: "guichet" } });
      expect(await use()).toMatchObject({ fault: { kind: "keys-locked" } });
      isOut = false;
      expect(await vault.unlock("PIN", testPin)).toEqual({ ok: true });
      expect(await use()).toMatchObject({ ok: true });
      vault.lock();
    });
  });
}
