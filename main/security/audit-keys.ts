import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  sign,
} from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AuditKeys } from "../core/ports/audit-log.ts";
import { opened, sealed } from "./sealed.ts";
import { writeSecretFile } from "./secret-file.ts";

const keyBytes = 32;
const sealedFor = "guichet audit subjects";

/**
 * The secrets of a desk's chain until the key store holds them: the signing key in `audit-signing.key` of the data folder, made when it
 * is first needed and readable by its owner alone; people's keys enciphered under one derived (HKDF) from the desk's own database key.
 */
export function folderAuditKeys(folder: string, databaseKey: Uint8Array): AuditKeys {
  const wrapping = new Uint8Array(hkdfSync("sha256", databaseKey, new Uint8Array(), sealedFor, keyBytes));
  let reading: Promise<KeyObject> | undefined;
  const signingKey = () => {
    reading ??= openSigningKey(join(folder, "audit-signing.key"));
    return reading;
  };
  return {
    signer: async () => signerOf(await signingKey()),
    sign: async (text) => sign(null, Buffer.from(text), await signingKey()).toString("hex"),
    seal: (key) => sealed(wrapping, key, sealedFor),
    open: (box) => opened(wrapping, box, sealedFor),
  };
}

/** The public half of a signing key, 32 bytes, hexadecimal. */
export function signerOf(key: KeyObject): string {
  const der = createPublicKey(key).export({ format: "der", type: "spki" });
  return der.subarray(-keyBytes).toString("hex");
}

async function openSigningKey(file: string): Promise<KeyObject> {
  try {
    return createPrivateKey(await readFile(file));
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "ENOENT")) throw cause;
  }
  const { privateKey } = generateKeyPairSync("ed25519");
  await writeSecretFile(file, Buffer.from(privateKey.export({ format: "pem", type: "pkcs8" })));
  return privateKey;
}
