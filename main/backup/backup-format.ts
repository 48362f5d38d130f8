import { z } from "zod";

/**
 * A copy of a desk is a tar enciphered by age for one X25519 recipient, so that Debian's own `age -d` and `tar` read it where there is no
 * Guichet: first `backup.json`, then the files, last `manifest.json` with the digest of each. Formats: age-encryption.org/v1, POSIX.1-2001 pax.
 */
export const backupFormat = 1;

export const factsName = "backup.json";
export const manifestName = "manifest.json";

/** What stands first in a copy. */
export const backupFacts = z.strictObject({
  format: z.int(),
  madeAt: z.number(),
  university: z.string(),
  operator: z.string(),
  database: z.enum(["embedded", "postgres"]),
});
/** What stands last: each file before it, and its digest. */
export const backupManifest = z.array(
  z.strictObject({ name: z.string(), bytes: z.int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
);
export type BackupManifest = z.infer<typeof backupManifest>;
