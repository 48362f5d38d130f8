import { createHash, createPublicKey, verify as verifySignature } from "node:crypto";
import { textOfHead } from "../core/audit-head.ts";
import type { AuditHead, AuditRow, ChainEnd } from "../core/ports/audit-log.ts";

/** The end of a chain without entries. */
export const chainStart: ChainEnd = { seq: 0, hash: "0".repeat(64) };

const entryPrefix = Uint8Array.of(0);

/** The part of an entry that is not enciphered, in one form only: it is hashed, and bound to what is enciphered. */
export function headerOf(row: Omit<AuditRow, "content" | "hash">): string {
  const { chain, seq, at, act, by, second, subject, outcome } = row;
  return JSON.stringify(["guichet-audit-1", chain, seq, at, act, by, second, subject, outcome]);
}

/**
 * An entry's hash: SHA-256(0x00 ‖ the hash before ‖ header ‖ SHA-256(content)), hexadecimal (domain sheet data-security §7).
 * What stands round the header has a fixed length, so nothing can be moved from one part to another.
 */
export function hashOfEntry(before: string, row: Omit<AuditRow, "hash">): string {
  return createHash("sha256")
    .update(entryPrefix)
    .update(Buffer.from(before, "hex"))
    .update(headerOf(row), "utf8")
    .update(createHash("sha256").update(row.content).digest())
    .digest("hex");
}

const rawKeyPrefix = Buffer.from("302a300506032b6570032100", "hex");

/** Whether a head was signed by the key it names (ed25519, RFC 8032). */
export function isSigned(head: AuditHead): boolean {
  if (!/^[0-9a-f]{64}$/.test(head.signer) || !/^[0-9a-f]{128}$/.test(head.signature)) return false;
  const raw = Buffer.from(head.signer, "hex");
  const key = createPublicKey({ key: Buffer.concat([rawKeyPrefix, raw]), format: "der", type: "spki" });
  return verifySignature(null, Buffer.from(textOfHead(head)), key, Buffer.from(head.signature, "hex"));
}
