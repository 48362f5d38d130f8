import type { IssueFault, IssueView } from "../contract/issue.ts";
import { answersInForce, choiceSubjects } from "../core/choice.ts";
import { newIssue, step } from "../core/flows/issue-card.ts";
import type { IssueState } from "../core/flows/issue-card-moves.ts";
import type { OperatorWord, RecordEffect } from "../core/flows/issue-card-terms.ts";
import { type JobId, jobId as jobIdSchema, type StudentId, type VisitId } from "../core/ids.ts";
import { isOverridden, type OverrideKind } from "../core/override.ts";
import type { IssueJob, JournalLine } from "../core/ports/record-store.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { panelsOf, ribbonShortfalls } from "../core/ribbon.ts";
import { isEnrolled, isMinor } from "../core/student.ts";
import type { Changes } from "./changes.ts";
import { needOf } from "./issue-need.ts";
import { divided, type IssueRun, isOpen, runIssue } from "./issue-run.ts";
import type { StationParts } from "./parts.ts";
import type { Pictures } from "./pictures.ts";
import type { Taps } from "./taps.ts";
import { now, today } from "./today.ts";
import type { Witness } from "./witness.ts";

/** Cards being made. */
export interface Issuing {
  start(visit: VisitId): Promise<Result<{ readonly jobId: JobId }, IssueFault>>;
  say(job: JobId, word: OperatorWord): Promise<Result<null, IssueFault>>;
  /** Takes up every issue of this station that a crash or a stop left open, looking at the device first. */
  recover(): Promise<void>;
  view(visit: VisitId): Promise<IssueView | null>;
  /** Has the printer for something else than a card of a visit; refused while an issue holds it. */
  borrowPrinter<T>(use: () => Promise<Result<T, IssueFault>>): Promise<Result<T, IssueFault>>;
}

/** The issues of a station. */
export function createIssuing(
  parts: StationParts,
  pictures: Pictures,
  taps: Taps,
  changes: Changes,
  witness: Witness,
): Issuing {
  const { store, settings } = parts;
  const runs = new Map<JobId, IssueRun>();
  /** Somebody is between asking for the printer and having it: two windows may ask at once. */
  let printerPromised = false;

  const surroundings = (visit: VisitId, student: StudentId) => ({
    parts,
    pictures,
    taps,
    changed: () => changes.tell("board", "devices", visit),
    kept: (before: IssueState, after: IssueState, records: readonly RecordEffect[]) =>
      witness.step(student, before, after, records),
  });
  const withPrinter = async <T>(
    job: JobId | null,
    take: () => Promise<Result<T, IssueFault>>,
  ): Promise<Result<T, IssueFault>> => {
    const held = [...runs.values()].some((run) => run.id !== job && holdsPrinter(run.state()));
    if (held || printerPromised) return failed({ kind: "printer-taken" });
    printerPromised = true;
    try {
      return await take();
    } finally {
      printerPromised = false;
    }
  };
  const readyToStart = async (visitId: VisitId) => {
    const visit = await store.visits.byId(visitId);
    const student = visit === null ? null : await store.students.byId(visit.studentId);
    if (visit === null || student === null || visit.state === "done")
      return failed({ kind: "no-such-visit" as const });
    const day = today(parts);
    const mayPass = (kind: OverrideKind) => isOverridden(visit.overrides, kind);
    if (!isEnrolled(student, day, settings.yearTurn) && !mayPass("no-enrolment"))
      return failed({ kind: "not-enrolled" as const });
    if (student.blocks.length > 0) return failed({ kind: "blocked" as const });
    if (visit.identitySeen === null) return failed({ kind: "identity-not-seen" as const });
    if (isMinor(student, day) && student.guardianSeenOn === null) {
      return failed({ kind: "guardian-authorisation-missing" as const });
    }
    const answers = answersInForce(await store.choices.ledgerOf(student.id));
    if (choiceSubjects.some((subject) => !answers.has(subject)))
      return failed({ kind: "choices-missing" as const });
    if (visit.rulesReadAt === null) return failed({ kind: "rules-not-read" as const });
    const standing = await replacedBy(student.id, mayPass("second-card"));
    if (!standing.ok) return standing;
    const card = (await store.cards.ofVisit(visitId)).findLast(
      ({ state }) => state === "NEW" || state === "RENEWED",
    );
    if (card === undefined) return failed({ kind: "picture-not-confirmed" as const });
    const picture = await pictures.ofCard(card.id);
    if (picture?.sha256 !== card.layersSha256) return failed({ kind: "picture-changed" as const });
    const { ribbon } = parts.printer.capabilities;
    const [shortfall] = ribbon === null ? [] : ribbonShortfalls(ribbon, panelsOf(picture.layers), null);
    if (shortfall !== undefined) return failed({ kind: "ribbon-unsuited" as const, shortfall });
    return succeeded({ student, card, ...standing.value });
  };
  /** Whoever had a card gets another by a renewal that is paid or free, or because two operators let it pass. */
  const replacedBy = async (student: StudentId, mayHaveSecond: boolean) => {
    const [renewal, before, live] = await Promise.all([
      store.renewals.openOf(student),
      store.cards.lastLiveOf(student),
      store.cards.liveOf(student),
    ]);
    const replaces = live === null ? {} : { replaces: live.id };
    if (renewal?.state.phase.at === "ready") return succeeded({ ...replaces, renews: renewal.state.id });
    if (mayHaveSecond) return succeeded(replaces);
    if (renewal !== null) return failed({ kind: "renewal-not-settled" as const });
    if (live !== null) return failed({ kind: "already-live" as const });
    return before === null ? succeeded({}) : failed({ kind: "renewal-needed" as const });
  };

  type Ready = Extract<Awaited<ReturnType<typeof readyToStart>>, { readonly ok: true }>["value"];
  const begin = async (visitId: VisitId, { student, card, ...standing }: Ready) => {
    const id = jobIdSchema.parse(parts.randomness.uuid());
    const fresh = newIssue({
      jobId: id,
      cardId: card.id,
      escn: card.escn,
      studentNumber: student.number,
      layersSha256: card.layersSha256,
      ...standing,
    });
    const { state, effects } = step(fresh, { kind: "started" });
    const { records, act } = divided(effects);
    const at = now(parts);
    const job: IssueJob = { id, visitId, studentId: student.id, open: true, startedAt: at, state };
    const intent = act === null ? null : { act: act.do, number: act.number };
    const kept = await store.jobs.add(job, { at, ended: null, state, open: true, records, intent });
    if (!kept.ok)
      return failed({
        kind: kept.fault.kind === "disk-full" ? ("disk-full" as const) : ("issue-under-way" as const),
      });
    await witness.step(student.id, fresh, state, records);
    runs.set(id, runIssue(id, state, act, surroundings(visitId, student.id)));
    pictures.forget(visitId);
    changes.tell("board", visitId);
    return succeeded({ jobId: id });
  };
  const tellRun = async (run: IssueRun, word: OperatorWord): Promise<Result<null, IssueFault>> => {
    await run.take({ kind: "operator", says: word });
    if (run.stalled() === "disk-full") return failed({ kind: "disk-full" });
    if (!isOpen(run.state())) runs.delete(run.id);
    return succeeded(null);
  };

  return {
    async start(visitId) {
      const ready = await readyToStart(visitId);
      return ready.ok ? withPrinter(null, () => begin(visitId, ready.value)) : ready;
    },
    async say(id, word) {
      const run = runs.get(id);
      if (run === undefined) return failed({ kind: "no-such-job" });
      return word === "go-on" ? withPrinter(id, () => tellRun(run, word)) : tellRun(run, word);
    },
    borrowPrinter: (use) => withPrinter(null, use),
    async recover() {
      const open = await store.jobs.takeUp();
      await Promise.all(
        open.map(async (job) => {
          const run = runIssue(job.id, job.state, null, surroundings(job.visitId, job.studentId));
          runs.set(job.id, run);
          parts.log({ what: "issue-taken-up", job: job.id, phase: job.state.phase.at });
          await run.take({ kind: "restarted" });
        }),
      );
    },
    async view(visitId) {
      const job = await store.jobs.lastOfVisit(visitId);
      if (job === null) return null;
      const journal = await store.jobs.journalOf(job.id);
      const view = viewOf(job, journal);
      const stalled = runs.get(job.id)?.stalled() ?? null;
      return stalled === null ? view : { ...view, state: "waiting", need: { kind: stalled } };
    },
  };
}

/** While one issue has the printer in hand, no other may start: a card inside belongs to it. */
function holdsPrinter(state: IssueState): boolean {
  const { phase } = state;
  if (phase.at === "waiting") return phase.resume !== "next-card";
  return isOpen(state) && phase.at !== "verifying";
}

function viewOf(job: IssueJob, journal: readonly JournalLine[]): IssueView {
  const { phase } = job.state;
  return {
    jobId: job.id,
    cardId: job.state.cardId,
    attempt: job.state.attempt,
    state:
      phase.at === "done" || phase.at === "ended"
        ? phase.at
        : needOf(job.state) === null
          ? "running"
          : "waiting",
    acts: journal.map((line) => ({
      act: line.act,
      attempt: line.attempt,
      state: line.ended ?? "under-way",
      startedAt: line.startedAt,
      tookMs: line.tookMs,
      fault: line.fault,
    })),
    need: needOf(job.state),
  };
}
