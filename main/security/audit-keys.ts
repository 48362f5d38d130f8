import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  sign,
} from "node:crypto";
import type { AuditKeys } from "../core/ports/audit-log.ts";
import { folderSecret, folderSecrets } from "./folder-secret.ts";
import { opened, sealed } from "./sealed.ts";

const keyBytes = 32;
const sealedFor = "guichet audit subjects";

/**
 * The secrets of a desk's chain: the signing key, made when it is first needed, and people's keys, all of them enciphered under keys derived (HKDF)
 * from the desk's own database key, whose care is theirs.
 */
export function folderAuditKeys(folder: string, databaseKey: Uint8Array): AuditKeys {
  const wrapping = new Uint8Array(hkdfSync("sha256", databaseKey, new Uint8Array(), sealedFor, keyBytes));
  let reading: Promise<KeyObject> | undefined;
  const signingKey = () => {
    reading ??= openSigningKey(folder, databaseKey);
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

async function openSigningKey(folder: string, databaseKey: Uint8Array): Promise<KeyObject> {
  const kept = await folderSecret(folder, databaseKey, {
    name: folderSecrets.auditSigning,
    isOne: isPrivateKey,
    make: () =>
      Buffer.from(generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" })),
    mayBeGiven: false,
  });
  if (kept === null) throw new Error("the signing key of the audit is enciphered under another database key");
  return createPrivateKey(Buffer.from(kept.secret));
}

function isPrivateKey(bytes: Uint8Array): boolean {
  try {
    return createPrivateKey(Buffer.from(bytes)).asymmetricKeyType === "ed25519";
  } catch {
    return false;
  }
}
