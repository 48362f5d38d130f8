import { type Kysely, sql } from "kysely";
import type { CalendarDay, Instant } from "../../core/calendar.ts";
import type { CardState, ChipUid } from "../../core/card.ts";
import type { CrousZone } from "../../core/crous-zone.ts";
import type { Escn } from "../../core/escn.ts";
import type { StudentId } from "../../core/ids.ts";
import type { SpoiledBecause } from "../../core/ports/card-encoder.ts";
import type { ChipRecords, ChipWork } from "../../core/ports/chip-records.ts";
import type { MasterKey } from "../../core/ports/key-store.ts";
import { failed, succeeded } from "../../core/result.ts";
import { kept } from "../refusal.ts";
import type { ChipTable, CrousZoneTable, Tables } from "../tables.ts";
import { rehearsable } from "./students.ts";

/** Two desks may take the same number at once: the index refuses the second, which then takes the next. */
const numberTries = 5;
/** A card that ended comes to no desk any more. */
const ended: readonly CardState[] = ["CADUC", "DESTROYED", "REJECTED", "CANCELED"];

/** The chips of the store, and the zones that came with them. */
export function chipRecords(db: Kysely<Tables>): ChipRecords {
  async function byUid(uid: ChipUid): Promise<ChipWork | null> {
    const row = await db.selectFrom("chip").selectAll().where("uid", "=", uid).executeTakeFirst();
    return row === undefined ? null : workOf(row);
  }

  function insert(work: Pick<ChipWork, "uid" | "studentId" | "escn" | "profile">, at: Instant) {
    return kept(() =>
      db
        .insertInto("chip")
        .values({
          uid: work.uid,
          student_id: work.studentId,
          escn: work.escn,
          sequence: sql<number>`(select coalesce(max(sequence), 0) + 1 from chip)`,
          profile: work.profile.name,
          profile_version: work.profile.version,
          state: "begun",
          spoiled_because: null,
          begun_at: at,
          ended_at: null,
          updated_at: null,
        })
        .execute(),
    );
  }

  /** Keeps what became of a chip, and the masters it was read back with, together. */
  function change(uid: ChipUid, to: Partial<ChipTable>, masters: readonly MasterKey[] = []) {
    return kept(() =>
      db.transaction().execute(async (transaction) => {
        await transaction.updateTable("chip").set(to).where("uid", "=", uid).execute();
        for (const { name, version } of masters) {
          await transaction
            .insertInto("chip_key")
            .values({ uid, name, version, moving_to: null })
            .onConflict((conflict) =>
              conflict.columns(["uid", "name"]).doUpdateSet({ version, moving_to: null }),
            )
            .execute();
        }
      }),
    );
  }

  return {
    byUid,
    async begin(work, at) {
      for (let tried = 1; ; tried += 1) {
        const known = await byUid(work.uid);
        if (known !== null) {
          if (known.state === "spoiled") return failed({ kind: "chip-given-up" });
          return isSame(known, work) ? succeeded(known) : failed({ kind: "chip-taken" });
        }
        const added = await insert(work, at);
        if (!added.ok && (added.fault.kind === "disk-full" || tried === numberTries)) return added;
      }
    },
    end: (uid, end, at) =>
      "spoiled" in end
        ? change(uid, { state: "spoiled", spoiled_because: end.spoiled, ended_at: at })
        : change(uid, { state: "personalised", spoiled_because: null, ended_at: at }, end.masters),
    moving: (uid, masters) =>
      kept(() =>
        db.transaction().execute(async (transaction) => {
          for (const { name, version } of masters) {
            await transaction
              .insertInto("chip_key")
              .values({ uid, name, version: null, moving_to: version })
              .onConflict((conflict) =>
                conflict
                  .columns(["uid", "name"])
                  .doUpdateSet({ moving_to: version })
                  .where((row) =>
                    row.or([row("chip_key.version", "is", null), row("chip_key.version", "!=", version)]),
                  ),
              )
              .execute();
          }
        }),
      ),
    updated: (uid, masters, at) => change(uid, { updated_at: at }, masters),
    async carried() {
      const rows = await db
        .selectFrom("chip")
        .leftJoin("chip_key", "chip_key.uid", "chip.uid")
        .leftJoin("card", "card.uid", "chip.uid")
        .select(["chip_key.name", "chip_key.version"])
        .select(({ fn }) => [
          fn.countAll<number | string>().as("cards"),
          fn.count<number | string>("chip_key.moving_to").as("moving"),
        ])
        .where("chip.state", "=", "personalised")
        .where((row) => row.or([row("card.state", "is", null), row("card.state", "not in", ended)]))
        .groupBy(["chip_key.name", "chip_key.version"])
        .orderBy("chip_key.name")
        .orderBy("chip_key.version")
        .execute();
      return rows.map(({ name, version, cards, moving }) => ({
        name: name ?? "",
        version,
        cards: Number(cards),
        moving: Number(moving),
      }));
    },
    async crousZone(uid) {
      const row = await db.selectFrom("crous_zone").selectAll().where("uid", "=", uid).executeTakeFirst();
      return row === undefined ? null : zoneOf(row);
    },
    async addCrousZones(zones, keep) {
      let added = 0;
      const clashes: ChipUid[] = [];
      const done = await rehearsable(db, keep, async (transaction) => {
        for (const zone of zones) {
          const known = await transaction
            .selectFrom("crous_zone")
            .selectAll()
            .where((row) => row.or([row("uid", "=", zone.uid), row("zdc", "=", zone.zdc)]))
            .execute();
          if (known.some(({ uid, zdc }) => uid !== zone.uid || zdc !== zone.zdc)) clashes.push(zone.uid);
          if (known.length > 0) continue;
          added += 1;
          await transaction.insertInto("crous_zone").values(rowOf(zone)).execute();
        }
      });
      const unchanged = zones.length - added - clashes.length;
      return done.ok ? succeeded({ added, changed: 0, unchanged, clashes }) : done;
    },
  };
}

function isSame(known: ChipWork, work: Pick<ChipWork, "studentId" | "escn" | "profile">): boolean {
  return (
    known.studentId === work.studentId &&
    known.escn === work.escn &&
    known.profile.name === work.profile.name &&
    known.profile.version === work.profile.version
  );
}

function workOf(row: ChipTable): ChipWork {
  return {
    uid: row.uid as ChipUid,
    studentId: row.student_id as StudentId,
    escn: row.escn as Escn,
    sequence: row.sequence,
    profile: { name: row.profile, version: row.profile_version },
    state: row.state as ChipWork["state"],
    spoiledBecause: row.spoiled_because as SpoiledBecause | null,
    begunAt: row.begun_at as Instant,
    endedAt: row.ended_at as Instant | null,
    updatedAt: row.updated_at as Instant | null,
  };
}

function zoneOf(row: CrousZoneTable): CrousZone {
  const { pix_ss, pix_nn, made_on, uid, ...same } = row;
  return { ...same, uid: uid as ChipUid, pixSs: pix_ss, pixNn: pix_nn, madeOn: made_on as CalendarDay };
}

function rowOf({ pixSs, pixNn, madeOn, ...same }: CrousZone): CrousZoneTable {
  return { ...same, pix_ss: pixSs, pix_nn: pixNn, made_on: madeOn };
}
