import type { Kysely, Selectable } from "kysely";
import type { Instant } from "../../core/calendar.ts";
import { foldName } from "../../core/identifier-text.ts";
import type { OperatorId } from "../../core/ids.ts";
import { type Operator, role } from "../../core/operator.ts";
import type { OperatorRecords } from "../../core/ports/operator-records.ts";
import { succeeded } from "../../core/result.ts";
import { kept } from "../refusal.ts";
import type { Tables } from "../tables.ts";

/** The operators of the store. */
export function operatorRecords(db: Kysely<Tables>): OperatorRecords {
  const one = async (column: "id" | "folded", value: string) => {
    const row = await db.selectFrom("operator").selectAll().where(column, "=", value).executeTakeFirst();
    return row === undefined ? null : operatorOf(row);
  };
  const set = (id: OperatorId, values: Partial<Tables["operator"]>) =>
    kept(() => db.updateTable("operator").set(values).where("id", "=", id).execute());
  return {
    async all() {
      const rows = await db.selectFrom("operator").selectAll().orderBy("folded").execute();
      return rows.map(operatorOf);
    },
    byId: (id) => one("id", id),
    byName: (name) => one("folded", foldName(name)),
    add(operator, pinHash) {
      const row = { ...columnsOf(operator), id: operator.id, pin_hash: pinHash, tries: 0, last_try_at: null };
      return kept(() => db.insertInto("operator").values(row).execute());
    },
    change: (operator) => set(operator.id, columnsOf(operator)),
    async pinOf(id) {
      const row = await db
        .selectFrom("operator")
        .select(["pin_hash", "tries", "last_try_at"])
        .where("id", "=", id)
        .executeTakeFirst();
      if (row === undefined) return null;
      return { hash: row.pin_hash, tries: row.tries, lastTryAt: row.last_try_at as Instant | null };
    },
    changePin: (id, pinHash) => set(id, { pin_hash: pinHash, tries: 0, last_try_at: null }),
    async countTry(id, before, at) {
      let counted = false;
      const done = await kept(async () => {
        const row = await db
          .updateTable("operator")
          .set({ tries: before + 1, last_try_at: at })
          .where("id", "=", id)
          .where("tries", "=", before)
          .returning("tries")
          .executeTakeFirst();
        counted = row !== undefined;
      });
      return done.ok ? succeeded(counted) : done;
    },
    forgetTries: (id) => set(id, { tries: 0, last_try_at: null }),
  };
}

function columnsOf({ name, roles, active, example }: Operator) {
  return {
    name,
    folded: foldName(name),
    roles: JSON.stringify(roles),
    active: active ? 1 : 0,
    example: example ? 1 : 0,
  };
}

function operatorOf(row: Selectable<Tables["operator"]>): Operator {
  return {
    id: row.id as OperatorId,
    name: row.name,
    roles: role.array().parse(JSON.parse(row.roles)),
    active: row.active === 1,
    example: row.example === 1,
  };
}
