import type { StudentFault } from "../contract/student.ts";
import type { Card, CardState } from "../core/card.ts";
import type { RenewalReason } from "../core/fees/reason.ts";
import type { CardId, StudentId } from "../core/ids.ts";
import type { Facts } from "../core/ports/audit-log.ts";
import type { CardMove, CareAct, CareChange, CareLine } from "../core/ports/person-records.ts";
import type { StoreFault } from "../core/ports/record-store.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import type { DeskAct } from "../core/role.ts";
import type { Block, StudentFile } from "../core/student.ts";
import {
  type Care,
  type Correctable,
  correctedValue,
  withCorrection,
  withoutCorrection,
} from "../core/student-care.ts";
import type { Changes } from "./changes.ts";
import { noRoom } from "./no-room.ts";
import type { StationParts } from "./parts.ts";
import { now, today } from "./today.ts";

type Done = Promise<Result<null, StudentFault>>;

interface About {
  readonly studentId: StudentId;
  readonly reason: string;
}

/** What is done to a person's file by hand; each act is kept in the audit with its reason, and what was before and after. */
export interface PersonCare {
  correct(wish: About & { readonly field: Correctable; readonly value: string }): Done;
  withdrawCorrection(wish: About & { readonly field: Correctable }): Done;
  block(wish: About & { readonly block: Block }): Done;
  unblock(wish: About & { readonly block: Block }): Done;
  note(wish: {
    readonly studentId: StudentId;
    readonly text: string;
  }): Promise<Result<{ readonly noteId: string }, StudentFault>>;
  dropNote(wish: { readonly studentId: StudentId; readonly noteId: string }): Done;
  cancelCard(wish: {
    readonly studentId: StudentId;
    readonly cardId: CardId;
    readonly because: RenewalReason;
    readonly note: string;
  }): Done;
  restoreCard(wish: About & { readonly cardId: CardId }): Done;
}

/** A card that was asked for and that no machine has yet: it can be called off. */
const onlyAsked: readonly CardState[] = ["NEW", "RENEWED", "REQUEST_CHECKED"];

/** The care a station takes of persons' files. */
export function createPersonCare(parts: StationParts, changes: Changes): PersonCare {
  const { store, acting, audit, randomness } = parts;

  const lineOf = (what: CareAct, of: string | null, words: string): CareLine => ({
    id: randomness.uuid(),
    what,
    of,
    words,
    by: acting.now(),
    at: now(parts),
  });
  const keep = async (
    act: DeskAct,
    subject: StudentId,
    done: { readonly ok: boolean; readonly fault?: StudentFault },
    facts: { readonly reason: string; readonly before?: Facts; readonly after?: Facts },
  ) => {
    const told = await audit.append({
      act,
      subject,
      outcome: done.ok ? "done" : "refused",
      facts: done.fault === undefined ? facts : { reason: done.fault.kind },
    });
    if (!told.ok) parts.log({ what: "act-not-audited", act, fault: told.fault.kind });
  };
  const tell = async (student: StudentId) => {
    const visit = await store.visits.ofStudent(student, today(parts));
    changes.tell(student, "board", ...(visit === null ? [] : [visit.id]));
  };
  /** Keeps an act about somebody there is, and tells the windows. */
  const told = async (
    act: DeskAct,
    student: StudentId,
    run: () => Promise<Result<boolean, StoreFault | StudentFault>>,
    facts: () => { readonly reason: string; readonly before?: Facts; readonly after?: Facts },
  ): Done => {
    const person = await store.students.byId(student);
    if (person === null) return failed({ kind: "no-such-student" });
    const done = ended(await run());
    await keep(act, student, done, facts());
    if (done.ok) await tell(student);
    return done;
  };
  const changed = (
    act: DeskAct,
    wish: About,
    line: CareLine,
    change: (file: StudentFile, care: Care) => CareChange | null,
    shown: (file: StudentFile, care: Care) => unknown,
  ): Done => {
    let facts: { readonly before?: Facts; readonly after?: Facts } = {};
    return told(
      act,
      wish.studentId,
      () =>
        store.persons.change(
          wish.studentId,
          (file, care) => {
            const next = change(file, care);
            if (next === null) return null;
            const of = line.of ?? "";
            facts = {
              before: { [of]: shown(file, care) },
              after: { [of]: shown(next.file, next.care) },
            };
            return next;
          },
          line,
        ),
      () => ({ reason: wish.reason, ...facts }),
    );
  };
  const cardOf = async (student: StudentId, card: CardId): Promise<Card | null> => {
    const kept = await store.cards.byId(card);
    return kept?.studentId === student ? kept : null;
  };
  const movedCard = (
    act: DeskAct,
    card: Card,
    move: CardMove,
    line: CareLine,
    hindered: () => Promise<StudentFault | null>,
  ): Done =>
    told(
      act,
      card.studentId,
      async () => {
        const fault = await hindered();
        return fault === null ? store.persons.moveCard(card.studentId, move, line) : failed(fault);
      },
      () => ({
        reason: line.words,
        before: { card: card.escn, state: move.from },
        after: { card: card.escn, state: move.to, because: move.because },
      }),
    );

  return {
    correct(wish) {
      const { field, reason } = wish;
      const value = correctedValue(field, wish.value, today(parts));
      if (!value.ok) return Promise.resolve(failed({ kind: "not-acceptable", why: value.fault }));
      const line = lineOf("corrected", field, reason);
      const made = { field, value: value.value, reason, by: line.by, at: line.at };
      return changed(
        "student.correct",
        wish,
        line,
        (file, care) => withCorrection(file, care, made),
        (file) => file[field],
      );
    },
    withdrawCorrection(wish) {
      const { field, reason } = wish;
      return changed(
        "student.withdrawCorrection",
        wish,
        lineOf("correction-withdrawn", field, reason),
        (file, care) => withoutCorrection(file, care, field),
        (file) => file[field],
      );
    },
    block(wish) {
      const { block, reason } = wish;
      const line = lineOf(block === "desk" ? "held" : "block-put-back", block, reason);
      const held = { reason, by: line.by, at: line.at };
      return changed(
        "student.block",
        wish,
        line,
        (file, care) => {
          if (block === "desk") return care.held === null ? { file, care: { ...care, held } } : null;
          const lifted = care.lifted.filter((each) => each.block !== block);
          return lifted.length === care.lifted.length ? null : { file, care: { ...care, lifted } };
        },
        (file, care) => isBlocked(block, file, care),
      );
    },
    unblock(wish) {
      const { block, reason } = wish;
      const line = lineOf(block === "desk" ? "released" : "block-lifted", block, reason);
      return changed(
        "student.unblock",
        wish,
        line,
        (file, care) => {
          if (!isBlocked(block, file, care)) return null;
          if (block === "desk") return { file, care: { ...care, held: null } };
          const lifted = [...care.lifted, { block, reason, by: line.by, at: line.at }];
          return { file, care: { ...care, lifted } };
        },
        (file, care) => isBlocked(block, file, care),
      );
    },
    async note({ studentId, text }) {
      const line = lineOf("noted", null, text);
      const done = await told(
        "student.note",
        studentId,
        async () => {
          const kept = await store.persons.note(studentId, line);
          return kept.ok ? succeeded(true) : kept;
        },
        () => ({ reason: text }),
      );
      return done.ok ? succeeded({ noteId: line.id }) : done;
    },
    dropNote: ({ studentId, noteId }) =>
      told(
        "student.dropNote",
        studentId,
        () => store.persons.dropNote(studentId, noteId),
        () => ({ reason: "", before: { note: noteId } }),
      ),
    async cancelCard({ studentId, cardId, because, note }) {
      const card = await cardOf(studentId, cardId);
      const to = card === null ? null : cancelledAs(card.state);
      if (card === null || to === null) return failed({ kind: "changed-since" });
      const line = lineOf("card-cancelled", card.escn, note === "" ? because : `${because}|${note}`);
      return movedCard(
        "student.cancelCard",
        card,
        { card: cardId, from: card.state, to, because },
        line,
        async () => {
          const making = (await store.jobs.open()).some((job) => job.state.cardId === cardId);
          return making ? { kind: "issue-under-way" } : null;
        },
      );
    },
    async restoreCard({ studentId, cardId, reason }) {
      const card = await cardOf(studentId, cardId);
      if (card === null || card.state !== "DISABLED") return failed({ kind: "changed-since" });
      return movedCard(
        "student.restoreCard",
        card,
        { card: cardId, from: card.state, to: "ENABLED", because: null },
        lineOf("card-restored", card.escn, reason),
        async () => ((await store.cards.liveOf(studentId)) === null ? null : { kind: "already-live" }),
      );
    },
  };
}

/** Where a card is that was cancelled by hand; null for one that can not be. */
function cancelledAs(state: CardState): CardState | null {
  if (state === "ENABLED") return "DISABLED";
  return onlyAsked.includes(state) ? "CANCELED" : null;
}

function isBlocked(block: Block, file: StudentFile, { held, lifted }: Care): boolean {
  if (block === "desk") return held !== null;
  return file.blocks.includes(block) && !lifted.some((each) => each.block === block);
}

function ended(done: Result<boolean, StoreFault | StudentFault>): Result<null, StudentFault> {
  if (done.ok) return done.value ? succeeded(null) : failed({ kind: "changed-since" });
  if (done.fault.kind !== "refused") return failed(done.fault);
  // The one rule of the database that an act here can meet: another window was quicker to a live card.
  return done.fault.rule.includes("card") ? failed({ kind: "already-live" }) : noRoom(done.fault);
}
