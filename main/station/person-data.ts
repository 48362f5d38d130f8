import type { EraseFault } from "../contract/student.ts";
import { escCardType } from "../core/escn.ts";
import type { StudentId } from "../core/ids.ts";
import type { Payment } from "../core/money/payment.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import type { Changes } from "./changes.ts";
import { noRoom } from "./no-room.ts";
import type { StationParts } from "./parts.ts";
import { hindrancesOf, renewalsOf } from "./persons.ts";
import { judgeSecond } from "./second-operator.ts";
import type { Sessions } from "./sessions.ts";
import { now } from "./today.ts";

/** More acts than anybody causes in the years a log is kept. */
const mostActs = 10_000;

/**
 * Everything that is held about a person, as plain data; null for nobody. Who did something stands there only as "desk", "kiosk" or "import": a person
 * is told what was done with their data, not which employee did it (CJEU C-579/21, 22 June 2023).
 */
export async function personData(id: StudentId, parts: StationParts): Promise<object | null> {
  const { store, audit, settings } = parts;
  const [student, kept, choices] = await Promise.all([
    store.students.byId(id),
    store.persons.of(id),
    store.choices.ledgerOf(id),
  ]);
  if (student === null || kept === null) return null;
  const { id: _id, ...identity } = student;
  const entries = await audit.find(
    { act: null, from: null, until: null, by: null, subject: id, beforeSeq: null },
    mostActs,
  );
  const chips = await Promise.all(
    kept.cards.map(async ({ uid }) => (uid === null ? null : await store.chips.byUid(uid))),
  );
  return {
    university: settings.university,
    madeAt: now(parts),
    student: identity,
    corrections: kept.care.corrections.map(({ by: _by, ...one }) => one),
    blockedByTheDesk:
      kept.care.held === null ? null : { reason: kept.care.held.reason, at: kept.care.held.at },
    blocksLifted: kept.care.lifted.map(({ by: _by, ...one }) => one),
    choices: choices.map(({ studentId: _student, by: _by, ...one }) => one),
    cards: kept.cards.map(({ studentId: _student, layersSha256: _layers, ...one }, i) => ({
      ...one,
      chipProfile: chips[i]?.profile ?? null,
      escCardType,
    })),
    stickers: kept.stickers.map(({ studentId: _student, ...one }) => one),
    visits: kept.visits.map(({ studentId: _student, overrides, ...one }) => ({
      ...one,
      overrides: overrides.map(({ kind, reason, at }) => ({ kind, reason, at })),
      appointment: kept.appointments.find(({ visitId }) => visitId === one.id)?.reason ?? null,
    })),
    photos: await Promise.all(
      kept.photos.map(async ({ decisions, ...one }) => {
        const photo = one.erasedAt === null ? await store.cards.photo(one.id) : null;
        return {
          ...one,
          decisions: decisions.map(({ decidedBy: _by, ...decision }) => decision),
          jpeg: photo === null ? null : Buffer.from(photo.jpeg).toString("base64"),
        };
      }),
    ),
    renewals: (await renewalsOf(id, parts)).map(({ payment, ...one }) => ({
      ...one,
      payment: payment === null ? null : withoutTaker(payment),
    })),
    moneyNotUsed: (await store.money.unspentOf(id)).map(withoutTaker),
    notesAndChanges: kept.lines.map(({ id: _line, by: _by, ...one }) => one),
    acts: entries.map(({ at, act, outcome, facts }) => ({
      at,
      act,
      outcome,
      ...(facts === "erased" ? {} : facts),
    })),
  };
}

function withoutTaker({ takenBy: _by, cancelled, ...payment }: Payment): object {
  const { by: _cancelledBy, ...back } = cancelled ?? { by: null };
  return { ...payment, cancelled: cancelled === null ? null : back };
}

/** Takes a person away, when two operators say so. */
export async function erasePerson(
  wish: {
    readonly studentId: StudentId;
    readonly reason: string;
    readonly secondName: string;
    readonly secondPin: string;
  },
  parts: StationParts,
  sessions: Pick<Sessions, "judge">,
  changes: Changes,
): Promise<Result<null, EraseFault>> {
  const { store, audit, acting, log } = parts;
  const { studentId } = wish;
  const kept = await store.persons.of(studentId);
  if (kept === null) return failed({ kind: "no-such-student" });
  const noted = async (second: string | null, fault: string | null) => {
    const told = await audit.append({
      act: "student.erase",
      subject: studentId,
      second,
      outcome: fault === null ? "done" : "refused",
      facts: { reason: fault ?? wish.reason },
    });
    return told.ok ? null : told.fault;
  };
  const [hindrance] = await hindrancesOf(studentId, kept, parts);
  if (hindrance !== undefined) {
    await noted(null, hindrance);
    return failed({ kind: "hindered", by: hindrance });
  }
  // Most desks have one admin: whoever may let something pass may also stand by here.
  const second = await judgeSecond(sessions, acting, wish, "visit.override");
  if (!second.ok) {
    await noted(null, second.fault.kind);
    return second;
  }
  // Kept before there is nobody: an erasure that no log tells of is not begun.
  const unkept = await noted(second.value.id, null);
  if (unkept !== null) return noRoom(unkept);
  const erased = await store.persons.erase(studentId, now(parts));
  if (!erased.ok) {
    return erased.fault.kind === "refused" && erased.fault.rule === "issue-under-way"
      ? failed({ kind: "hindered", by: "issue-under-way" })
      : noRoom(erased.fault);
  }
  // Their key went with them; this desk forgets the one it had in hand.
  await audit.forget(studentId);
  await store.photos.scrub();
  // What is left to be read: that somebody was erased, by whom, and what stayed.
  const told = await audit.append({
    act: "student.erased",
    subject: null,
    second: second.value.id,
    outcome: "done",
    facts: {
      after: {
        cardsKept: kept.cards.length,
        stickersKept: kept.stickers.length,
        photosErased: kept.photos.filter(({ erasedAt }) => erasedAt === null).length,
        visitsErased: kept.visits.length,
      },
    },
  });
  if (!told.ok) log({ what: "act-not-audited", act: "student.erased", fault: told.fault.kind });
  changes.tell(studentId, "board", "students");
  return succeeded(null);
}
