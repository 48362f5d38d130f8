import * as crypto from "node:crypto";

/** What argon2id is given besides the passphrase (RFC 9106 §3.1). */
export interface Argon2Parameters {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

const keyBytes = 32;

/**
 * The 32-byte argon2id tag of a passphrase (RFC 9106): by the runtime's own library off this thread, or, where it was built without
 * argon2, by a portable one that gives the same.
 */
export async function argon2id(
  passphrase: Uint8Array,
  salt: Uint8Array,
  { memoryKib, passes, lanes }: Argon2Parameters,
  own: typeof crypto.argon2 | undefined = crypto.argon2,
): Promise<Buffer> {
  if (own === undefined) {
    const portable = await import("hash-wasm");
    return Buffer.from(
      await portable.argon2id({
        password: passphrase,
        salt,
        memorySize: memoryKib,
        iterations: passes,
        parallelism: lanes,
        hashLength: keyBytes,
        outputType: "binary",
      }),
    );
  }
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  own(
    "argon2id",
    { message: passphrase, nonce: salt, memory: memoryKib, passes, parallelism: lanes, tagLength: keyBytes },
    (cause, tag) => (cause === null ? resolve(tag) : reject(cause)),
  );
  return promise;
}
