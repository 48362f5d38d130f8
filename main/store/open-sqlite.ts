import Sqlite from "better-sqlite3-multiple-ciphers";
import { Kysely, type SqliteDatabase, SqliteDialect, SqliteDriver } from "kysely";
import type { Database } from "./engine.ts";
import type { Tables } from "./tables.ts";

/** Why an embedded database can not be opened. */
export type OpenFault =
  | { readonly kind: "wrong-key" }
  | { readonly kind: "unsafe-sqlite"; readonly version: string }
  | { readonly kind: "newer-database"; readonly known: number; readonly found: number }
  /** The pictures of a shared database are sealed in another vault than this folder's. */
  | { readonly kind: "other-photos-key" };

/**
 * Opens, or makes, the encrypted database of one desk with its raw 256-bit key.
 * WAL with `synchronous=FULL`: a commit that returned survives a power cut (the driver's own default does not promise that).
 * @throws OpenRefused on a wrong key or a SQLite with a known corruption bug.
 */
export function openSqlite(file: string, key: Uint8Array): Database {
  const sqlite = new Sqlite(file);
  try {
    sqlite.pragma("cipher='sqlcipher'");
    sqlite.pragma(`key="x'${Buffer.from(key).toString("hex")}'"`);
    sqlite.pragma("journal_mode=WAL");
    sqlite.pragma("synchronous=FULL");
    sqlite.pragma("foreign_keys=ON");
    sqlite.pragma("secure_delete=ON");
    sqlite.pragma("busy_timeout=5000");
    assertSafeVersion(String(sqlite.prepare("select sqlite_version()").pluck().get()));
  } catch (cause) {
    sqlite.close();
    if (isNotADatabase(cause)) throw new OpenRefused({ kind: "wrong-key" });
    throw cause;
  }
  return {
    engine: "sqlite",
    db: new Kysely<Tables>({
      dialect: new EmbeddedDialect(preparingOnce(sqlite), () => sqlite.inTransaction),
    }),
  };
}

/**
 * Holds a file for this process until it is released or the process ends, however it ends; null when somebody else holds it.
 * SQLite's own lock on an empty database: the one lock of this kind that every system takes back from the dead.
 */
export function holdFile(file: string): (() => void) | null {
  const sqlite = new Sqlite(file);
  try {
    sqlite.pragma("busy_timeout=0");
    sqlite.prepare("begin exclusive").run([]);
    return () => sqlite.close();
  } catch (cause) {
    sqlite.close();
    if (cause instanceof Error && "code" in cause && cause.code === "SQLITE_BUSY") return null;
    throw cause;
  }
}

/** When the disk is full, SQLite itself undoes the transaction; a rollback after that would fail and hide why. */
class EmbeddedDialect extends SqliteDialect {
  readonly #database: SqliteDatabase;
  readonly #inTransaction: () => boolean;
  constructor(database: SqliteDatabase, inTransaction: () => boolean) {
    super({ database });
    this.#database = database;
    this.#inTransaction = inTransaction;
  }
  override createDriver(): SqliteDriver {
    const driver = new SqliteDriver({ database: this.#database });
    const rollback = driver.rollbackTransaction.bind(driver);
    driver.rollbackTransaction = async (connection) => {
      if (this.#inTransaction()) await rollback(connection);
    };
    return driver;
  }
}

/** More statements than the desk has; searches of many words make ever new ones. */
const statementsKept = 200;

/** Keeps statements prepared: preparing one again takes longer than most of them run. */
function preparingOnce(sqlite: Sqlite): SqliteDatabase {
  const known = new Map<string, ReturnType<Sqlite["prepare"]>>();
  return {
    prepare(sql) {
      const prepared = known.get(sql) ?? sqlite.prepare(sql);
      if (known.size >= statementsKept) known.clear();
      known.set(sql, prepared);
      return prepared;
    },
    close: () => sqlite.close(),
  };
}

/** The database is there and may not be used. */
export class OpenRefused extends Error {
  readonly fault: OpenFault;
  constructor(fault: OpenFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/**
 * SQLite 3.7.0 to 3.51.2 can lose a WAL reset, and 3.52.0 was withdrawn.
 * Source: domain sheet data-security §1.1.
 */
export function assertSafeVersion(version: string): void {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  const number = major * 1_000_000 + minor * 1000 + patch;
  if (number < 3_051_003 || version === "3.52.0") throw new OpenRefused({ kind: "unsafe-sqlite", version });
}

function isNotADatabase(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "SQLITE_NOTADB";
}
