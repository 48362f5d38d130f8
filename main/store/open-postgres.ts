import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import type { Database } from "./engine.ts";
import type { Tables } from "./tables.ts";

/**
 * Opens a PostgreSQL database shared by several desks. `url` as libpq writes it.
 * A connection lost while idle is told to `onLost` and replaced at the next query; without a listener it would end the process.
 */
export function openPostgres(url: string, onLost: (cause: Error) => void): Database {
  const pool = new Pool({ connectionString: url, max: 4 });
  pool.on("error", onLost);
  return { engine: "postgres", db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }) };
}
