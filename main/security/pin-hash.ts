import { randomBytes, timingSafeEqual } from "node:crypto";
import type { PinHasher } from "../core/ports/operator-records.ts";
import { argon2id } from "./key-store/argon2.ts";

/**
 * What a PIN costs to try, pinned: argon2id with 19 MiB, 2 passes and 1 lane (OWASP's minimum). A PIN of a few digits is found whatever
 * a try costs: what guards it are the counted tries and the enciphered database, so the desk does not make people wait for more.
 */
const parameters = { memoryKib: 19_456, passes: 2, lanes: 1 } as const;
const prefix = "$argon2id$v=19$m=19456,t=2,p=1$";
const form = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;
const saltBytes = 16;

/** PINs as the argon2 reference writes hashes; a hash with other parameters than ours matches nothing. */
export function createPinHasher(): PinHasher {
  return {
    async hash(pin) {
      const salt = randomBytes(saltBytes);
      return `${prefix}${written(salt)}$${written(await argon2id(Buffer.from(pin), salt, parameters))}`;
    },
    async matches(pin, hash) {
      const [, salt = "", tag = ""] = form.exec(hash) ?? [];
      if (tag === "") return false;
      const made = await argon2id(Buffer.from(pin), Buffer.from(salt, "base64"), parameters);
      return timingSafeEqual(made, Buffer.from(tag, "base64"));
    },
  };
}

/** Base64 without padding, as in the reference's own strings. */
function written(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replace(/=+$/, "");
}
