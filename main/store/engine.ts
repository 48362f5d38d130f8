import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** The two databases Guichet runs on. */
export type Engine = "sqlite" | "postgres";

/** An open database and which one it is: the few places where they differ ask. */
export interface Database {
  readonly engine: Engine;
  readonly db: Kysely<Tables>;
}
