import { type Kysely, sql } from "kysely";
import type { CalendarDay } from "../../core/calendar.ts";
import type { VisitId } from "../../core/ids.ts";
import type { FoundStudent, StudentRecords } from "../../core/ports/record-store.ts";
import { beginWordsOf, type SearchText } from "../../core/search-text.ts";
import { isOver } from "../../core/visit.ts";
import type { Engine } from "../engine.ts";
import { studentOf, visitOf } from "../rows.ts";
import type { Tables } from "../tables.ts";
import { foldedNames, studentsByWords } from "./search-index.ts";
import { studentsWithPhoto } from "./students-with-photo.ts";

/** More candidates than are shown, so that the likelier ones can be put first. */
const candidates = 24;
const lastOfAll = "\u{10ffff}";

/** The search of the store: whoever is expected today first, then who is named exactly so, then by name. */
export function studentSearch(db: Kysely<Tables>, engine: Engine): StudentRecords["search"] {
  const beginning = beginningOn(engine);
  const identified = async (text: SearchText, limit: number): Promise<readonly string[]> => {
    const { number, email, uid, escn } = text;
    const found = await Promise.all([
      uid === null ? [] : cardsBeginning(db, beginning("uid", uid), limit),
      escn === null ? [] : cardsBeginning(db, beginning("escn", escn), limit),
      number === null ? [] : studentsBeginning(db, beginning("number", number), limit),
      email === null ? [] : studentsBeginning(db, beginning("email", email), limit),
    ]);
    return found.flat();
  };
  const expected = async (words: readonly string[], day: CalendarDay): Promise<readonly string[]> => {
    const rows = await db
      .selectFrom("student")
      .selectAll()
      .where("id", "in", db.selectFrom("visit").select("student_id").where("day", "=", day))
      .execute();
    return rows.filter((row) => beginWordsOf(words, foldedNames(row))).map((row) => row.id);
  };
  return async (text, day, limit) => {
    const ofToday = text.names.length === 0 ? [] : await expected(text.names, day);
    const byName =
      text.names.length === 0
        ? []
        : await studentsByWords(db, engine, text.names, Math.max(limit, candidates));
    const certain = [...new Set([...(await identified(text, limit)), ...ofToday])];
    const ids = [...new Set([...certain, ...byName])];
    if (ids.length === 0) return [];
    const rows = await studentsWithPhoto(db).where("id", "in", ids).execute();
    const rank = (row: (typeof rows)[number]) => {
      if (certain.includes(row.id)) return certain.indexOf(row.id) - certain.length;
      return text.names.filter((word) => !foldedNames(row).split(" ").includes(word)).length;
    };
    const ranked = rows
      .map((row) => ({ row, rank: rank(row) }))
      .toSorted((a, b) => a.rank - b.rank || byNames(a.row, b.row))
      .slice(0, limit)
      .map(({ row }) => studentOf(row));
    // A card whose holder was erased leads to nobody.
    if (ranked.length === 0) return [];
    const visits = await visitsOf(
      db,
      ranked.map((student) => student.id),
      day,
    );
    return ranked.map((student): FoundStudent => ({ student, visitId: visits.get(student.id) ?? null }));
  };
}

/** The visit each student is at today: one that is not over, or else the latest. */
async function visitsOf(
  db: Kysely<Tables>,
  students: readonly string[],
  day: CalendarDay,
): Promise<ReadonlyMap<string, VisitId>> {
  const rows = await db
    .selectFrom("visit")
    .selectAll()
    .where("student_id", "in", students)
    .where("day", "=", day)
    .orderBy("id")
    .execute();
  const found = new Map<string, VisitId>();
  const visits = rows.map(visitOf);
  for (const visit of [...visits.filter(isOver), ...visits.filter((each) => !isOver(each))]) {
    found.set(visit.studentId, visit.id);
  }
  return found;
}

type Beginning = ReturnType<ReturnType<typeof beginningOn>>;

/** A column that begins with a text, said so that the engine finds it by its index. */
function beginningOn(engine: Engine) {
  return (column: string, text: string) =>
    engine === "sqlite"
      ? sql<boolean>`${sql.ref(column)} >= ${text} and ${sql.ref(column)} < ${text + lastOfAll}`
      : sql<boolean>`${sql.ref(column)} like ${`${text.replace(/[\\%_]/g, "\\$&")}%`}`;
}

async function cardsBeginning(
  db: Kysely<Tables>,
  beginning: Beginning,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db.selectFrom("card").select("student_id").where(beginning).limit(limit).execute();
  return rows.map((row) => row.student_id);
}

async function studentsBeginning(
  db: Kysely<Tables>,
  beginning: Beginning,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db.selectFrom("student").select("id").where(beginning).limit(limit).execute();
  return rows.map((row) => row.id);
}

function byNames(
  a: { readonly civil_last_name: string; readonly civil_first_name: string },
  b: { readonly civil_last_name: string; readonly civil_first_name: string },
): number {
  return (
    a.civil_last_name.localeCompare(b.civil_last_name) || a.civil_first_name.localeCompare(b.civil_first_name)
  );
}
