import type { BoardFault } from "../contract/board.ts";
import type { VisitFault, VisitStep, VisitView } from "../contract/visit.ts";
import type { Card } from "../core/card.ts";
import { answersInForce, type ChoiceEntry, choiceSubjects } from "../core/choice.ts";
import type { StudentId, VisitId } from "../core/ids.ts";
import { isOverridden, overruledConcerns } from "../core/override.ts";
import type { KeptRenewal } from "../core/ports/renewal-records.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { concernsOf, isEnrolled, isMinor, readinessOf, type Student } from "../core/student.ts";
import type { Visit } from "../core/visit.ts";
import type { Changes } from "./changes.ts";
import type { Issuing } from "./issuing.ts";
import { noRoom } from "./no-room.ts";
import { namedOverrides } from "./overriding.ts";
import type { StationParts } from "./parts.ts";
import { timelineOfVisit } from "./person-timeline.ts";
import type { Pictures } from "./pictures.ts";
import type { Queue } from "./queue.ts";
import { now, thisYear, today } from "./today.ts";

/** The visit on the screen. */
export interface Visits {
  view(id: VisitId): Promise<VisitView | null>;
  checkIn(
    id: VisitId,
    identitySeen: Visit["identitySeen"],
    guardianSeen: boolean,
  ): Promise<Result<null, VisitFault>>;
  rulesRead(id: VisitId, read: boolean): Promise<Result<null, VisitFault>>;
  close(id: VisitId): Promise<Result<null, VisitFault>>;
}

/** The visits of a station. */
export function createVisits(
  parts: StationParts,
  issuing: Issuing,
  pictures: Pictures,
  changes: Changes,
  queue: Queue,
): Visits {
  const { store, settings } = parts;
  const opened = async (id: VisitId): Promise<Result<Visit, VisitFault>> => {
    const visit = await store.visits.byId(id);
    if (visit === null) return failed({ kind: "no-such-visit" });
    return visit.state === "done" ? failed({ kind: "visit-closed" }) : succeeded(visit);
  };
  /** What this visit renews; one that ended without a card leaves the visit as it was. */
  const renewalOf = async (id: VisitId, student: StudentId): Promise<KeptRenewal | null> => {
    const own = (await store.renewals.lastOfVisit(id)) ?? (await store.renewals.openOf(student));
    return own?.state.phase.at === "ended" ? null : own;
  };
  return {
    async view(id) {
      const visit = await store.visits.byId(id);
      const student = visit === null ? null : await store.students.byId(visit.studentId);
      if (visit === null || student === null) return null;
      const [choices, cards, liveCard, issue, stickers, renewal, before] = await Promise.all([
        store.choices.ledgerOf(student.id),
        store.cards.ofVisit(id),
        store.cards.liveOf(student.id),
        issuing.view(id),
        store.stickers.ofStudent(student.id, thisYear(parts)),
        renewalOf(id, student.id),
        store.cards.lastLiveOf(student.id),
      ]);
      const day = today(parts);
      const concerns = concernsOf(student, day, settings.yearTurn);
      const minor = isMinor(student, day);
      // A visit ends when its card is handed over: one that goes on after that makes another.
      const goesOn = visit.state !== "done";
      const card = cards.findLast((each) => isStanding(each) && !(goesOn && each.enabledAt !== null)) ?? null;
      const hadCard = before !== null && before.id !== card?.id;
      const renews = renewal !== null || (hadCard && !isOverridden(visit.overrides, "second-card"));
      const enrolled =
        isEnrolled(student, day, settings.yearTurn) || isOverridden(visit.overrides, "no-enrolment");
      return {
        visit,
        student,
        minor,
        concerns,
        readiness: readinessOf(concerns, overruledConcerns(visit.overrides)),
        overrides: await namedOverrides(visit, store.operators),
        steps: stepsOf({ visit, student, minor, enrolled, choices, card, renews, renewal }),
        choices,
        card,
        liveCard,
        renewal: renewal === null ? null : { reason: renewal.state.reason, phase: renewal.state.phase },
        issue,
        timeline: timelineOfVisit(visit, choices, cards, stickers),
      };
    },
    async checkIn(id, identitySeen, guardianSeen) {
      const visit = await opened(id);
      if (!visit.ok) return visit;
      const noted = await store.visits.noteIdentity(id, identitySeen, now(parts));
      if (!noted.ok) return noRoom(noted.fault);
      const student = await store.students.byId(visit.value.studentId);
      if (student !== null && isMinor(student, today(parts))) {
        const seen = await store.students.noteGuardian(student.id, guardianSeen ? today(parts) : null);
        if (!seen.ok) return noRoom(seen.fault);
      }
      changes.tell("board", id);
      return succeeded(null);
    },
    async rulesRead(id, read) {
      const visit = await opened(id);
      if (!visit.ok) return visit;
      const noted = await store.visits.noteRulesRead(id, read ? now(parts) : null);
      if (!noted.ok) return noRoom(noted.fault);
      changes.tell(id);
      return succeeded(null);
    },
    async close(id) {
      const visit = await opened(id);
      if (!visit.ok) return visit;
      const ended = await queue.say(id, { do: "finish" });
      if (ended.ok) pictures.forget(id);
      return ended.ok ? succeeded(null) : failed(faultOf(ended.fault));
    },
  };
}

/** Somebody else moved the visit meanwhile: the view shows where it stands now. */
function faultOf({ kind }: BoardFault): VisitFault {
  return kind === "issue-under-way" || kind === "disk-full" || kind === "no-such-visit"
    ? { kind }
    : { kind: "visit-closed" };
}

/** A card that is asked for, being made, or made: not one that was thrown away. */
function isStanding(card: Card): boolean {
  return card.state !== "DESTROYED" && card.state !== "CANCELED" && card.state !== "REJECTED";
}

interface Progress {
  readonly visit: Visit;
  readonly student: Student;
  readonly minor: boolean;
  readonly enrolled: boolean;
  readonly choices: readonly ChoiceEntry[];
  readonly card: Card | null;
  readonly renews: boolean;
  readonly renewal: KeptRenewal | null;
}

function stepsOf({
  visit,
  student,
  minor,
  enrolled,
  choices,
  card,
  renews,
  renewal,
}: Progress): readonly VisitStep[] {
  const answers = answersInForce(choices);
  const done: Readonly<Record<VisitStep["name"], boolean>> = {
    "check-in": enrolled && visit.identitySeen !== null && (!minor || student.guardianSeenOn !== null),
    renewal: renewal?.state.phase.at === "ready" || renewal?.state.phase.at === "done",
    photo: card !== null,
    choices: choiceSubjects.every((subject) => answers.has(subject)) && visit.rulesReadAt !== null,
    issue: card?.state === "ENCODED" || card?.state === "ENABLED",
    "hand-over": card?.state === "ENABLED",
  };
  const all = ["check-in", "renewal", "photo", "choices", "issue", "hand-over"] as const;
  const names = all.filter((name) => renews || name !== "renewal");
  const current = names.find((name) => !done[name]);
  return names.map((name) => ({ name, state: done[name] ? "done" : name === current ? "now" : "ahead" }));
}
