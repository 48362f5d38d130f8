import Sqlite from "better-sqlite3-multiple-ciphers";
import { migrations } from "./migrate.ts";

/** Why a copied database can not be used. */
export type CopyFault =
  | { readonly kind: "damaged" }
  | { readonly kind: "newer"; readonly known: number; readonly found: number };

/**
 * Writes the embedded database as it stands now into a new file, under the same key, while a desk goes on working on it.
 * `VACUUM INTO` rather than the online backup, which would come out in the clear (data-security §1).
 */
export function copyDatabase(file: string, key: Uint8Array, to: string): void {
  const sqlite = opened(file, key);
  try {
    sqlite.prepare("vacuum into ?").run([to]);
  } finally {
    sqlite.close();
  }
}

/** Looks through a copied database whole, and counts what everybody asks first. */
export function lookThroughCopy(
  file: string,
  key: Uint8Array,
): { readonly students: number; readonly cards: number } | CopyFault {
  let sqlite: Sqlite | undefined;
  try {
    sqlite = opened(file, key);
    const count = (table: string) => Number(sqlite?.prepare(`select count(*) from ${table}`).pluck().get());
    if (sqlite.pragma("quick_check", { simple: true }) !== "ok") return { kind: "damaged" };
    const known = migrations.at(-1)?.number ?? 0;
    const found = Number(sqlite.prepare("select max(number) from migration").pluck().get());
    if (found > known) return { kind: "newer", known, found };
    return { students: count("student"), cards: count("card") };
  } catch {
    return { kind: "damaged" };
  } finally {
    sqlite?.close();
  }
}

function opened(file: string, key: Uint8Array): Sqlite {
  const sqlite = new Sqlite(file, { fileMustExist: true });
  sqlite.pragma("cipher='sqlcipher'");
  sqlite.pragma(`key="x'${Buffer.from(key).toString("hex")}'"`);
  sqlite.pragma("busy_timeout=5000");
  return sqlite;
}
