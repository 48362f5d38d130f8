import { expect, test } from "vitest";
import type { DiversificationPadding, DiversifiedKeyType } from "../../main/core/an10922.ts";
import type { ChipUid } from "../../main/core/card.ts";
import type { KeyVault } from "../../main/core/ports/key-store.ts";

/** A store with nothing in it and what opens it. */
export interface VaultInHand {
  readonly vault: KeyVault;
  readonly operator: string;
  readonly passphrase: string;
}

interface Published {
  readonly type: DiversifiedKeyType;
  readonly padding: DiversificationPadding;
  readonly key: string;
  readonly input: string;
  readonly gives: string;
  readonly source: string;
}

const key = "00112233445566778899AABBCCDDEEFF";

/** Published values of AN10922 and of its deployed variants, one for each type and way of padding. */
const published: readonly Published[] = [
  {
    type: "aes-128",
    padding: "two-blocks",
    key,
    input: "04782E21801D803042F54E585020416275",
    gives: "A8DD63A3B89D54B37CA802473FDA9175",
    source: "NXP AN10922 §2.2.1",
  },
  {
    type: "aes-128",
    padding: "two-blocks",
    key: "F3F9377698707B688EAF84ABE39E3791",
    input: "04DEADBEEFFEED",
    gives: "0BB408BAFF98B6EE9F2E1585777F6A51",
    source: "NXP AN10957, an input shorter than a block",
  },
  {
    type: "aes-128",
    padding: "issue-91",
    key: "F3F9377698707B688EAF84ABE39E3791",
    input: "04DEADBEEFFEED",
    gives: "721E2C01E81AF85D815633969CEA2607",
    source: "libfreefare, as it was deployed before its issue 91",
  },
  {
    type: "aes-128",
    padding: "none",
    key: "83A66CF43605111802A2616FA0C5E2FF",
    input: "044D0702195E80DADADA715517",
    gives: "DAE9B8D3136B2DAE35D58678F378B0B1",
    source: "python-desfire, deployed without padding to two blocks",
  },
  {
    type: "2tdea",
    padding: "two-blocks",
    key,
    input: "04782E21801D803042F54E58502041",
    gives: "16F8597C9E8910C86B9648D006107DD7",
    source: "NXP AN10922 §2.4.1",
  },
  {
    type: "3tdea",
    padding: "two-blocks",
    key: `${key}0102030405060708`,
    input: "04782E21801D803042F54E5850",
    gives: "2F0DD03675D3FB9A5705AB0BDA91CA0B55B8E07FCDBF10EC",
    source: "NXP AN10922 §2.5.1",
  },
];

const derivation = {
  type: "aes-128",
  padding: "two-blocks",
  input: Buffer.from("04782E21801D803042F54E585020416275", "hex"),
  chip: "04782E21801D80" as ChipUid,
} as const;

function hex(text: string): Buffer {
  return Buffer.from(text, "hex");
}

/** What every key store does, wherever it keeps its masters. `open` gives a new, empty and open one each time. */
export function keyStoreContract(name: string, open: () => Promise<VaultInHand>): void {
  test.each(published)(`${name} makes the published key: $type, padding $padding ($source)`, async (one) => {
    const { vault } = await open();
    const kept = await vault.addKey("guichet", one.type, hex(one.key));
    expect(kept).toMatchObject({ ok: true, value: { name: "guichet", version: 1, type: one.type } });
    const made = await vault.diversify(
      { name: "guichet", version: 1 },
      { type: one.type, padding: one.padding, input: hex(one.input), chip: null },
    );
    expect(made.ok && Buffer.from(made.value).toString("hex").toUpperCase()).toBe(one.gives);
    vault.lock();
  });

  test(`${name} tells each key by its published check value`, async () => {
    const { vault } = await open();
    await vault.addKey("aes", "aes-128", hex(key));
    await vault.addKey("longer", "aes-192", hex("8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B"));
    await vault.addKey(
      "longest",
      "aes-256",
      hex("603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4"),
    );
    await vault.addKey("des", "3tdea", hex("8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5"));
    const listed = await vault.list();
    const values = listed.ok ? listed.value?.map((one) => [one.name, one.version, one.kcv]) : null;
    expect(values?.toSorted()).toEqual([
      ["aes", 1, "FDE4FB"],
      ["des", 1, "C8CC74"],
      ["longer", 1, "22452D"],
      ["longest", 1, "E568F6"],
    ]);
    vault.lock();
  });

  test(`${name} gives keys while it is open, to whoever names one it has, and to nobody once it is locked`, async () => {
    const { vault, operator, passphrase } = await open();
    await vault.addKey("guichet", "aes-128", hex(key));
    expect(vault.isOpen()).toBe(true);
    const use = (version: number) => vault.diversify({ name: "guichet", version }, derivation);
    expect(await use(1)).toMatchObject({ ok: true });
    const absent = { ok: false, fault: { kind: "no-such-key", name: "guichet", version: 2 } };
    expect(await use(2)).toEqual(absent);
    expect(
      await vault.diversify({ name: "guichet", version: 1 }, { ...derivation, type: "2tdea" }),
    ).toMatchObject({ fault: { kind: "no-such-key" } });
    vault.lock();
    expect(vault.isOpen()).toBe(false);
    expect(await use(1)).toMatchObject({ fault: { kind: "keys-locked" } });
    expect(await vault.addKey("guichet", "aes-128", hex(key))).toMatchObject({
      fault: { kind: "keys-locked" },
    });
    expect(await vault.unlock(operator, passphrase)).toMatchObject({ ok: true });
    expect(await use(1)).toMatchObject({ ok: true });
    vault.lock();
  });

  test(`${name} is not opened by a wrong secret, and loses nothing by it`, async () => {
    const { vault, operator, passphrase } = await open();
    await vault.addKey("guichet", "aes-128", hex(key));
    vault.lock();
    const refused = await vault.unlock(operator, `${passphrase}0`);
    expect(refused.ok ? null : refused.fault.kind).toMatch(/^wrong-(passphrase|pin)$/);
    expect(vault.isOpen()).toBe(false);
    expect(await vault.unlock(operator, passphrase)).toMatchObject({ ok: true });
    expect(await vault.diversify({ name: "guichet", version: 1 }, derivation)).toMatchObject({ ok: true });
    vault.lock();
  });

  test(`${name} keeps old and new versions side by side, and new cards get the new one`, async () => {
    const { vault } = await open();
    await vault.addKey("guichet", "aes-128", hex(key));
    expect(await vault.addKey("guichet", "aes-128", Buffer.alloc(16, 7))).toMatchObject({
      value: { version: 2 },
    });
    expect(await vault.currentVersion("guichet")).toBe(2);
    expect(await vault.currentVersion("another")).toBeNull();
    const [old, fresh] = await Promise.all(
      [1, 2].map((version) => vault.diversify({ name: "guichet", version }, derivation)),
    );
    expect(old).toMatchObject({ ok: true });
    expect(fresh).toMatchObject({ ok: true });
    expect(old).not.toEqual(fresh);
    vault.lock();
    expect(await vault.currentVersion("guichet")).toBe(2);
  });

  test(`${name} gives each of twenty cards asked for at once its own key`, async () => {
    const { vault } = await open();
    await vault.addKey("guichet", "aes-128", hex(key));
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, card) =>
        vault.diversify(
          { name: "guichet", version: 1 },
          { ...derivation, input: Buffer.concat([Buffer.from([card]), derivation.input.subarray(1)]) },
        ),
      ),
    );
    const keys = made.map((one) => (one.ok ? Buffer.from(one.value).toString("hex") : "refused"));
    expect(new Set(keys).size).toBe(20);
    expect(keys[4]).toBe("a8dd63a3b89d54b37ca802473fda9175");
    vault.lock();
  });
}
