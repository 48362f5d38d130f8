import { randomBytes } from "node:crypto";
import type { BenchKeyStore } from "./bench/keys.ts";
import { createFileKeyStore } from "./security/key-store/file-key-store.ts";

const operator = "Camille Exemple";
const passphrase = "quatre mots au hasard";
const uidBytes = 7;
/** What follows the chip's number in the input of a derivation: an application and a system's name (AN10922 §2.2.1). */
const context = Buffer.from("3042F54E585020416275", "hex");

/** A key store of its own, made in `file`, with a key that was drawn. */
export async function openBenchKeys(file: string): Promise<BenchKeyStore> {
  const store = createFileKeyStore(file, { now: () => Date.now() });
  const made = await store.create(operator, passphrase);
  const kept = await store.addKey("bench", "aes-128", randomBytes(16));
  if (!made.ok || !kept.ok) throw new Error("the bench's key store was not made");
  return {
    async unlock() {
      store.lock();
      const opened = await store.unlock(operator, passphrase);
      if (!opened.ok) throw new Error(`the bench's key store does not open: ${opened.fault.kind}`);
    },
    async derive(card) {
      const uid = Buffer.alloc(uidBytes);
      uid.writeUInt32BE(card);
      const input = Buffer.concat([uid, context]);
      const key = await store.diversify(
        { name: "bench", version: 1 },
        { type: "aes-128", padding: "two-blocks", input, chip: null },
      );
      if (!key.ok) throw new Error(`the bench's key was not derived: ${key.fault.kind}`);
      key.value.fill(0);
    },
  };
}
