import { type CreateTableBuilder, sql, type Transaction } from "kysely";
import type { Engine } from "../engine.ts";
import type { Tables } from "../tables.ts";

/** One numbered change of the tables. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  up(transaction: Transaction<Tables>, engine: Engine): Promise<void>;
}

/** Finishes a table: SQLite is told to hold columns to their types, as PostgreSQL always does. */
export function strict<T extends string, C extends string>(
  table: CreateTableBuilder<T, C>,
  engine: Engine,
): CreateTableBuilder<T, C> {
  return engine === "sqlite" ? table.modifyEnd(sql`strict`) : table;
}

/** As `strict`, with the rows kept in the order of their primary key: SQLite then writes one page for a row instead of two. */
export function strictByKey<T extends string, C extends string>(
  table: CreateTableBuilder<T, C>,
  engine: Engine,
): CreateTableBuilder<T, C> {
  return engine === "sqlite" ? table.modifyEnd(sql`strict, without rowid`) : table;
}

/** The type of a column of bytes. */
export function bytes(engine: Engine) {
  return engine === "sqlite" ? sql`blob` : sql`bytea`;
}
