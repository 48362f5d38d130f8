import { differencesBetween } from "../core/differences.ts";
import type { IssueState } from "../core/flows/issue-card-moves.ts";
import type { RecordEffect } from "../core/flows/issue-card-terms.ts";
import type { RenewalState } from "../core/flows/renew-card-terms.ts";
import {
  cardId,
  jobId,
  type OperatorId,
  operatorId,
  paymentId,
  renewalId,
  type StudentId,
  studentId,
  visitId,
} from "../core/ids.ts";
import { role } from "../core/operator.ts";
import type { AuditedAct, Facts } from "../core/ports/audit-log.ts";
import type { DeskAct } from "../core/role.ts";
import type { StationParts } from "./parts.ts";
import { thisYear, today } from "./today.ts";

/** Keeps what is done at the desk: who, for whom, what was different before and after. */
export interface Witness {
  /** Does an act and keeps it; acts that neither change anything nor open anybody's file are done without a word. */
  around<T>(act: DeskAct, input: unknown, run: () => Promise<T>): Promise<T>;
  /** Keeps what a step of an issue changed about the student's cards; steps that change nothing kept are in the issue's journal. */
  step(
    student: StudentId,
    before: IssueState,
    after: IssueState,
    records: readonly RecordEffect[],
  ): Promise<void>;
}

/** Acts that change nothing kept and open nobody's file. What is not named here is audited. */
const silent: ReadonlySet<DeskAct> = new Set([
  "desk.facts",
  // Sessions tell the audit themselves, under the name of who signs in.
  "operators.session",
  "operators.signIn",
  "operators.resume",
  "operators.lock",
  "operators.unlock",
  "operators.signOut",
  "operators.here",
  "operators.live",
  "board.live",
  "board.search",
  "queue.plan",
  "queue.screen",
  // Kept where it is done, with the plan before.
  "queue.choosePlan",
  // Kept as the call of the one whose turn it was.
  "queue.next",
  "devices.live",
  // Kept where it is done, with the second operator.
  "visit.override",
  // Kept where they are done: with the reason, and the field before and after.
  "student.correct",
  "student.withdrawCorrection",
  "student.block",
  "student.unblock",
  "student.note",
  "student.dropNote",
  "student.cancelCard",
  "student.restoreCard",
  // Before there is nobody any more whom it could be kept under.
  "student.erase",
  "photo.open",
  "photo.reopen",
  "photo.forget",
  "photo.preview",
  "photo.previewKept",
  "photoCare.live",
  "photoCare.prepare",
  "photoCare.keeping",
  "photoCare.history",
  // Kept where they are done: with the rules before, and under the student whose photo it turned out to be.
  "photoCare.choose",
  "photoCare.amend",
  "photoCare.restore",
  "photoCare.takeIn",
  "choices.texts",
  "choices.read",
  "texts.look",
  "configuration.look",
  "configuration.read",
  // Kept where they are done, with the names of what changed.
  "configuration.put",
  "configuration.back",
  "retention.look",
  // Kept where they are done: with the periods before, and with what went.
  "retention.choose",
  "retention.purge",
  // Kept where it is done, with the version before.
  "texts.keep",
  "issue.fits",
  "issue.picture",
  "issue.draft",
  "renewals.live",
  "renewals.open",
  "fees.look",
  // Kept where it is done, with the version before.
  "fees.keep",
  "university.look",
  "university.logo",
  // Kept where it is done, with the facts before.
  "university.keep",
  "money.day",
  "watched.live",
  // Its imports are kept as imports.
  "watched.look",
  "imports.look",
  "imports.understand",
  "readers.live",
  "readers.signal",
  // Kept where they are done: with both readers, and with whose the card turned out to be.
  "readers.choose",
  "readers.read",
  "profiles.look",
  "profiles.check",
  // Kept where they are done, with the profile before.
  "profiles.keep",
  "profiles.choose",
  "printers.live",
  "printers.found",
  "printers.choose",
  "labels.live",
  "labels.choose",
  "labels.picture",
  "labels.fault",
  "labels.hand",
  "stickers.live",
  "stickers.picture",
  // The key room keeps each of these itself, with the key's name and check value.
  "keys.live",
  "keys.create",
  "keys.unlock",
  "keys.lock",
  "keys.tokens",
  "keys.takeToken",
  "keys.takeFile",
  "keys.addOperator",
  "keys.removeOperator",
  "keys.beginCeremony",
  "keys.component",
  "keys.endCeremony",
  "keys.dropCeremony",
  "keys.makeInside",
  "keys.makeShares",
  "keys.keepShares",
  "keys.recover",
  // So does the start's room, with the name of whom it concerns.
  "start.open",
  "start.live",
  "start.ask",
  "start.unattended",
  "start.addHolder",
  "start.removeHolder",
  // Kept where they are done, and at night as well.
  "backups.live",
  "backups.newKey",
  "backups.takeKey",
  "backups.choose",
  "backups.make",
  "backups.attempt",
  "audit.choices",
  "audit.seal",
  "artwork.shelf",
  "artwork.inspect",
  "bench.live",
  "bench.load",
  "bench.fault",
  "bench.newRibbon",
  "bench.clean",
  "bench.layBlank",
  "bench.putInPrinter",
  "bench.tap",
  "bench.picture",
]);

/** A page that is opened again so soon, by the same person, was not left: the window was read anew, or its connection was cut. */
const sameOpeningMs = 60_000;
const openingsKept = 200;

/** The witness of a station. */
export function createWitness(parts: StationParts): Witness {
  const { store, audit, acting, clock } = parts;
  const openings = new Map<string, number>();

  const personOf = async (input: unknown): Promise<Person | null> => {
    const named = namedIn(input);
    const renewal = named.renewalId === null ? null : await store.renewals.byId(named.renewalId);
    const payment = named.paymentId === null ? null : await store.money.payment(named.paymentId);
    const card = named.cardId === null ? null : await store.cards.byId(named.cardId);
    const job = named.jobId === null ? null : await store.jobs.byId(named.jobId);
    const visit = named.visitId ?? renewal?.state.visitId ?? job?.visitId ?? card?.visitId ?? null;
    const student =
      named.studentId ??
      renewal?.state.studentId ??
      payment?.studentId ??
      job?.studentId ??
      card?.studentId ??
      (visit === null ? null : ((await store.visits.byId(visit))?.studentId ?? null));
    return student === null ? null : { student, visit };
  };
  /** All an act at the desk can change about a person. */
  const stateOf = async ({ student, visit }: Person): Promise<Facts> => {
    const [person, kept, ledger, live, stickers] = await Promise.all([
      store.students.byId(student),
      visit === null ? store.visits.ofStudent(student, today(parts)) : store.visits.byId(visit),
      store.choices.ledgerOf(student),
      store.cards.liveOf(student),
      store.stickers.ofStudent(student, thisYear(parts)),
    ]);
    const [cards, job, place] =
      kept === null
        ? [[], null, null]
        : await Promise.all([
            store.cards.ofVisit(kept.id),
            store.jobs.lastOfVisit(kept.id),
            store.queue.of(kept.id),
          ]);
    const all = live === null ? cards : [...cards, live];
    const renewals = await store.renewals.ofStudent(student);
    return {
      student: person,
      visit: kept,
      queue:
        place === null ? null : { ...place.turn, ticket: place.ticket, desk: place.passage?.desk ?? null },
      choices: Object.fromEntries(
        ledger.map((entry) => [
          entry.subject,
          { answer: entry.answer, textVersion: entry.textVersion, guardianConsent: entry.guardianConsent },
        ]),
      ),
      cards: Object.fromEntries(
        all.map((card) => [card.id, { state: card.state, escn: card.escn, uid: card.uid }]),
      ),
      stickers: Object.fromEntries(stickers.map(({ serialNumber, state }) => [serialNumber, state])),
      renewals: Object.fromEntries(renewals.map(({ state }) => [state.id, renewalFacts(state)])),
      issue: job === null ? null : { id: job.id, phase: job.state.phase.at, open: job.open },
    };
  };
  /** Without the name: what concerns no student is not enciphered for one. */
  const operatorState = async (id: OperatorId): Promise<Facts> => {
    const kept = await store.operators.byId(id);
    return kept === null ? {} : { operator: kept.id, roles: kept.roles, active: kept.active };
  };
  const wasOpenedJustNow = (act: DeskAct, { student, visit }: Person): boolean => {
    const opening = `${acting.now()} ${act} ${student} ${visit}`;
    const before = openings.get(opening);
    const now = clock.now();
    if (openings.size > openingsKept) openings.clear();
    openings.set(opening, now);
    return before !== undefined && now >= before && now - before < sameOpeningMs;
  };
  const keep = async (act: AuditedAct) => {
    const kept = await audit.append(act);
    // What was done is done: the want of room is seen by the next act, which keeps something itself.
    if (!kept.ok) parts.log({ what: "act-not-audited", act: act.act, fault: kept.fault.kind });
  };

  return {
    async step(student, before, after, records) {
      if (records.length === 0) return;
      const changed = differencesBetween(shortOf(before), shortOf(after));
      await keep({
        act: "issue.step",
        subject: student,
        outcome: "done",
        facts: { before: changed.before, after: { ...changed.after, kept: records.map(writtenRecord) } },
      });
    },
    async around(act, input, run) {
      if (silent.has(act)) return run();
      const person = await personOf(input);
      const operator = namedIn(input).operatorId;
      const stateNow = async () => {
        if (person !== null) return stateOf(person);
        return operator === null ? {} : operatorState(operator);
      };
      const before = await stateNow();
      let done: Awaited<ReturnType<typeof run>>;
      try {
        done = await run();
      } catch (cause) {
        await keep({ act, subject: person?.student ?? null, outcome: "failed", facts: {} });
        throw cause;
      }
      if (isLive(done)) {
        if (person !== null && !wasOpenedJustNow(act, person)) {
          await keep({ act, subject: person.student, outcome: "done", facts: {} });
        }
        return done;
      }
      const fault = faultOf(done);
      await keep({
        act,
        subject: person?.student ?? null,
        outcome: fault === null ? "done" : "refused",
        facts: {
          ...(fault === null ? {} : { reason: fault }),
          ...(person === null && operator === null
            ? { before: {}, after: countsOf(input, done) }
            : differencesBetween(before, await stateNow())),
        },
      });
      return done;
    },
  };
}

function shortOf({ jobId: job, cardId: card, uid, attempt, phase }: IssueState): Facts {
  return { job, card, uid, attempt, phase: phase.at };
}

/** A renewal without the sentences of its rule: what was decided, and by whom it was made free. */
function renewalFacts({ reason, evidence, opposed, fee, forced, payment, phase }: RenewalState): Facts {
  return {
    reason,
    evidence,
    opposed,
    dueCents: fee?.dueCents ?? null,
    table: fee?.table ?? null,
    rule: fee?.verdict.rule?.id ?? null,
    forced,
    payment,
    phase: phase.at,
  };
}

/** As in "move-card ENABLED". */
function writtenRecord(record: RecordEffect): string {
  switch (record.do) {
    case "move-card":
      return `${record.do} ${record.to}`;
    case "end-card":
      return `${record.do} ${record.to} ${record.reason}`;
    case "disable-card":
      return `${record.do} ${record.reason}`;
    case "bind-chip":
    case "add-card":
    case "finish-renewal":
    case "close-visit":
      return record.do;
  }
}

interface Person {
  readonly student: StudentId;
  readonly visit: ReturnType<typeof namedIn>["visitId"];
}

/** Whom the input of an act names. It has not been checked yet. */
function namedIn(input: unknown) {
  const given: Readonly<Record<string, unknown>> =
    typeof input === "object" && input !== null ? { ...input } : {};
  const [student, visit, job, card, operator, renewal, payment] = [
    studentId.safeParse(given["studentId"]),
    visitId.safeParse(given["visitId"]),
    jobId.safeParse(given["jobId"]),
    cardId.safeParse(given["cardId"]),
    operatorId.safeParse(given["operatorId"]),
    renewalId.safeParse(given["renewalId"]),
    paymentId.safeParse(given["paymentId"]),
  ];
  return {
    studentId: student.success ? student.data : null,
    visitId: visit.success ? visit.data : null,
    jobId: job.success ? job.data : null,
    cardId: card.success ? card.data : null,
    operatorId: operator.success ? operator.data : null,
    renewalId: renewal.success ? renewal.data : null,
    paymentId: payment.success ? payment.data : null,
  };
}

function isLive(done: unknown): boolean {
  return typeof done === "object" && done !== null && Symbol.asyncIterator in done;
}

/** The name of the fault an act ended with, or null. */
function faultOf(done: unknown): string | null {
  if (typeof done !== "object" || done === null || !("ok" in done) || done.ok !== false) return null;
  const fault: unknown = "fault" in done ? done.fault : null;
  return typeof fault === "object" && fault !== null && "kind" in fault ? String(fault.kind) : "refused";
}

/** What an act that concerns no one person was asked with and gave, as far as it can name nobody: numbers, truths, identifiers and roles. */
function countsOf(input: unknown, done: unknown): Facts {
  const value: unknown = typeof done === "object" && done !== null && "value" in done ? done.value : done;
  return Object.fromEntries([...countsIn(input), ...countsIn(value)]);
}

function countsIn(part: unknown) {
  return Object.entries(typeof part === "object" && part !== null ? part : {}).filter(
    ([, each]) =>
      typeof each === "number" ||
      typeof each === "boolean" ||
      operatorId.safeParse(each).success ||
      role.array().safeParse(each).success,
  );
}
