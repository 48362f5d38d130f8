import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folderAuditKeys, signerOf } from "../../main/security/audit-keys.ts";
import type { Database } from "../../main/store/engine.ts";
import { migrate } from "../../main/store/migrate.ts";
import { openPostgres } from "../../main/store/open-postgres.ts";
import { openSqlite } from "../../main/store/open-sqlite.ts";
import { startPostgres, type TestPostgres } from "../support/postgres.ts";
import { auditContract } from "./audit.contract.ts";

const key = new Uint8Array(32).fill(7);
let folder = "";
let postgres: TestPostgres | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guichet-audit-"));
  postgres = await startPostgres();
}, 60_000);

afterAll(async () => {
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function migrated(database: Database): Promise<Database> {
  await migrate(database, () => new Date(0));
  return database;
}

const keys = () => Promise.resolve(folderAuditKeys(folder, key));

auditContract("on SQLite", () => migrated(openSqlite(join(folder, "audit.db"), key)), keys);

auditContract(
  "on PostgreSQL",
  async () => {
    if (postgres === null) throw new Error("PostgreSQL is not installed: apt-get install postgresql");
    return migrated(openPostgres(await postgres.freshDatabase(), () => undefined));
  },
  keys,
);

test("the signing key is made once, and lies in the folder enciphered under the database's key alone", async () => {
  const signer = await folderAuditKeys(folder, key).signer();
  expect(await folderAuditKeys(folder, key).signer()).toBe(signer);
  expect((await stat(join(folder, "audit-signing.key.sealed"))).mode & 0o077).toBe(0);
  expect(await readdir(folder)).not.toContain("audit-signing.key");
  await expect(folderAuditKeys(folder, new Uint8Array(32)).signer()).rejects.toThrow("another database key");
});

test("a signing key that an older Guichet left open goes on signing, enciphered from now on", async () => {
  const old = await mkdtemp(join(tmpdir(), "guichet-signing-"));
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ format: "pem", type: "pkcs8" });
  await writeFile(join(old, "audit-signing.key"), pem);
  expect(await folderAuditKeys(old, key).signer()).toBe(signerOf(privateKey));
  expect(await readdir(old)).toEqual(["audit-signing.key.sealed"]);
  expect((await readFile(join(old, "audit-signing.key.sealed"))).includes("PRIVATE")).toBe(false);
  // One laid beside by another hand signs nothing.
  await writeFile(
    join(old, "audit-signing.key"),
    generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }),
  );
  expect(await folderAuditKeys(old, key).signer()).toBe(signerOf(privateKey));
  await rm(old, { recursive: true });
});

test("a person's key is opened by the desk that enciphered it, and by no other", () => {
  const own = folderAuditKeys(folder, key);
  const box = own.seal(new Uint8Array(32).fill(9));
  expect(own.open(box)).toEqual(Buffer.alloc(32, 9));
  expect(folderAuditKeys(folder, new Uint8Array(32)).open(box)).toBeNull();
});
