import { randomBytes } from "node:crypto";
import { z } from "zod";
import { opened, sealed } from "../sealed.ts";
import { type Argon2Parameters, argon2id } from "./argon2.ts";

/** Fewest characters of a passphrase. */
export const shortestPassphrase = 12;

/** What new wraps are made with: the second recommended choice of RFC 9106 §4 (64 MiB, 3 passes, 4 lanes). */
const chosen: Argon2Parameters = { memoryKib: 65_536, passes: 3, lanes: 4 };
/** A file can not ask for more than a desk has. */
const most: Argon2Parameters = { memoryKib: 1_048_576, passes: 24, lanes: 16 };
const saltBytes = 16;

/** One operator's way to the data key: it is enciphered under a key made from their passphrase. */
export const wrap = z.strictObject({
  operator: z.string().min(1).max(60),
  kdf: z.strictObject({
    name: z.literal("argon2id"),
    memoryKib: z.int().positive(),
    passes: z.int().positive(),
    lanes: z.int().positive(),
    salt: z.hex().length(2 * saltBytes),
  }),
  box: z.base64(),
});
export type Wrap = z.infer<typeof wrap>;

/** Whether a wrap was made with no less than what is pinned here: a file may not talk us into less, nor into more than a desk has. */
export function isStrongEnough({ kdf }: Wrap): boolean {
  return (
    kdf.memoryKib >= chosen.memoryKib &&
    kdf.passes >= chosen.passes &&
    kdf.lanes >= chosen.lanes &&
    kdf.memoryKib <= most.memoryKib &&
    kdf.passes <= most.passes &&
    kdf.lanes <= most.lanes
  );
}

/** Enciphers the data key of a store for one operator, bound to the store, their name and the parameters. */
export async function wrapped(
  dataKey: Uint8Array,
  store: string,
  operator: string,
  passphrase: string,
): Promise<Wrap> {
  const kdf = { name: "argon2id" as const, ...chosen, salt: randomBytes(saltBytes).toString("hex") };
  return withWrappingKey({ operator, kdf, box: "" }, passphrase, (key) => ({
    operator,
    kdf,
    box: Buffer.from(sealed(key, dataKey, boundTo(store, operator, kdf))).toString("base64"),
  }));
}

/** The data key that a wrap holds, for whoever knows its passphrase; null for anybody else, and when the wrap was moved or changed. */
export function unwrapped(one: Wrap, store: string, passphrase: string): Promise<Buffer | null> {
  return withWrappingKey(one, passphrase, (key) => {
    const found = opened(key, Buffer.from(one.box, "base64"), boundTo(store, one.operator, one.kdf));
    return found === null ? null : Buffer.from(found);
  });
}

async function withWrappingKey<T>({ kdf }: Wrap, passphrase: string, act: (key: Buffer) => T): Promise<T> {
  const secret = Buffer.from(passphrase.normalize("NFC"));
  let key: Buffer | null = null;
  try {
    key = await argon2id(secret, Buffer.from(kdf.salt, "hex"), kdf);
    return act(key);
  } finally {
    secret.fill(0);
    key?.fill(0);
  }
}

function boundTo(store: string, operator: string, kdf: Wrap["kdf"]): string {
  const { memoryKib, passes, lanes, salt } = kdf;
  return JSON.stringify(["guichet key store", store, operator, kdf.name, memoryKib, passes, lanes, salt]);
}
