import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import type { Database } from "./engine.ts";
import type { Tables } from "./tables.ts";

/** Opens a PostgreSQL database shared by several desks. `url` as libpq writes it. */
export function openPostgres(url: string): Database {
  const pool = new Pool({ connectionString: url, max: 4 });
  return { engine: "postgres", db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }) };
}
