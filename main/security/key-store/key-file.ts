import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { instant } from "../../core/calendar.ts";
import { failed, type Result, succeeded } from "../../core/result.ts";
import { isStrongEnough, wrap } from "./passphrase.ts";

const keyEntry = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/),
  version: z.int().min(1).max(255),
  type: z.enum(["aes-128", "aes-192", "aes-256", "2tdea", "3tdea"]),
  kcv: z.string().regex(/^[0-9A-F]{6}$/),
  madeAt: instant,
  box: z.base64(),
});
export type KeyEntry = z.infer<typeof keyEntry>;

/** What a key store's file holds. Only the boxes are secret; the seal, made with the data key, covers all the rest. */
const keyFile = z.strictObject({
  format: z.literal(1),
  store: z.uuid(),
  wraps: z.array(wrap),
  recovery: z.strictObject({ set: z.hex().length(4), madeAt: instant, box: z.base64() }).nullable(),
  keys: z.array(keyEntry),
  /** The key of the embedded database, kept here too so that it can be had again. */
  databaseKey: z.base64().nullable(),
  seal: z.hex().length(64),
});
export type KeyFile = z.infer<typeof keyFile>;

type Unsealed = Omit<KeyFile, "seal">;

export type KeyFileFault = { readonly kind: "no-store" | "damaged" | "weakened" };

/** Reads a key store's file as far as that goes without a key. Never changes it. */
export async function readKeyFile(file: string): Promise<Result<KeyFile, KeyFileFault>> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT")
      return failed({ kind: "no-store" });
    throw cause;
  }
  const read = keyFile.safeParse(parsed(text));
  if (!read.success) return failed({ kind: "damaged" });
  return read.data.wraps.every(isStrongEnough) ? succeeded(read.data) : failed({ kind: "weakened" });
}

/** The file with its seal: a code over everything in it, under a key derived from the data key. */
export function sealedFile(content: Unsealed, dataKey: Uint8Array): KeyFile {
  return { ...content, seal: sealOf(content, dataKey).toString("hex") };
}

/** Whether the file is what was last written by somebody who held the data key. */
export function isUnaltered({ seal, ...content }: KeyFile, dataKey: Uint8Array): boolean {
  return timingSafeEqual(sealOf(content, dataKey), Buffer.from(seal, "hex"));
}

/** The text of a file. */
export function textOfKeyFile(content: KeyFile): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

function sealOf(content: Unsealed, dataKey: Uint8Array): Buffer {
  const key = Buffer.from(hkdfSync("sha256", dataKey, new Uint8Array(), "guichet key store seal", 32));
  try {
    return createHmac("sha256", key)
      .update(JSON.stringify(inOrder(content)))
      .digest();
  } finally {
    key.fill(0);
  }
}

/** The same text for the same content, however its fields lie in the file. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, inOrder(inner)]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
