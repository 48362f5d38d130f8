import type { IssueNeed, IssueView } from "../contract/issue.ts";
import type { PhotoFault } from "../contract/photo.ts";
import { choiceSubjects } from "../core/choice.ts";
import { wholePicture } from "../core/framing.ts";
import type { VisitId } from "../core/ids.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import type { Student } from "../core/student.ts";
import type { SimulatedBench } from "../station/parts.ts";
import type { Station } from "../station/station.ts";
import { textsInForce } from "../station/texts.ts";

/** Why a rehearsal ended before the card was live: the step, and the name of what stood in the way. */
export interface RehearsalFault {
  readonly step: "visit" | "check-in" | "choices" | "photo" | "issue";
  readonly kind: string;
  /** What the words for it name: sizes, characters. */
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** Hands that stand in for an operator: they answer what an issue asks of a person. True: tried; false: it is beyond them. */
export type Hands = (need: IssueNeed) => boolean | Promise<boolean>;

/**
 * Brings a visit to the point where a card can be made: served, identity seen, choices answered (No where nothing was answered), rules read,
 * photo confirmed. Does only what is missing, so it can be done again after a crash.
 */
export async function prepareVisit(
  station: Station,
  student: Student,
  photo: Uint8Array,
): Promise<Result<VisitId, RehearsalFault>> {
  const stopped = (step: RehearsalFault["step"], kind: string) => failed({ step, kind });
  const visit = await station.board.walkIn(student.id);
  if (!visit.ok) return stopped("visit", visit.fault.kind);
  const { visitId } = visit.value;
  const served = await station.board.move(visitId, "being-served");
  if (!served.ok) return stopped("visit", served.fault.kind);
  const seen = await station.visits.checkIn(visitId, "identity-card", true);
  if (!seen.ok) return stopped("check-in", seen.fault.kind);
  const before = await station.visits.view(visitId);
  for (const subject of choiceSubjects) {
    const text = (await textsInForce(station.parts)).choices.find((each) => each.subject === subject);
    if (text === undefined || before?.choices.some((entry) => entry.subject === subject)) continue;
    const entered = await station.enterChoice({
      studentId: student.id,
      subject,
      answer: "no",
      textVersion: text.version,
      language: "fr",
      guardianConsent: false,
    });
    if (!entered.ok) return stopped("choices", entered.fault.kind);
  }
  await station.visits.rulesRead(visitId, true);
  if (before?.card != null) return succeeded(visitId);
  const opened = await station.pictures.open(visitId, photo);
  if (!opened.ok) return photoStopped(opened.fault);
  const { picture, widthPx, heightPx } = opened.value;
  const preview = await station.pictures.preview(visitId, picture, wholePicture(widthPx, heightPx));
  if (!preview.ok) return photoStopped(preview.fault);
  const confirmed = await station.pictures.confirm(visitId, preview.value.preview, "recognisable");
  return confirmed.ok ? succeeded(visitId) : photoStopped(confirmed.fault);
}

function photoStopped({ kind, ...rest }: PhotoFault): Result<never, RehearsalFault> {
  const facts = Object.entries(rest).map(([name, fact]) => [
    name,
    typeof fact === "object" && fact !== null ? fact.join(" ") : (fact ?? ""),
  ]);
  return failed({ step: "photo", kind, facts: Object.fromEntries(facts) });
}

/** Makes the card of a prepared visit to its end, `hands` doing what a person does. */
export async function makeCard(
  station: Station,
  visit: VisitId,
  hands: Hands,
): Promise<Result<IssueView, RehearsalFault>> {
  const known = await station.issuing.view(visit);
  if (known === null || known.state === "done" || known.state === "ended") {
    const started = await station.issuing.start(visit);
    if (!started.ok) return failed({ step: "issue", kind: started.fault.kind });
  }
  const done = new AbortController();
  try {
    for await (const view of station.follow(visit, done.signal)) {
      const issue = view?.issue ?? null;
      if (issue === null) return failed({ step: "issue", kind: "no-issue" });
      if (issue.state === "done") return succeeded(issue);
      if (issue.state === "ended") return failed({ step: "issue", kind: "given-up" });
      if (issue.need === null || (await hands(issue.need))) continue;
      return failed({ step: "issue", kind: causeOf(issue.need) });
    }
  } finally {
    done.abort();
  }
  return failed({ step: "issue", kind: "interrupted" });
}

/** The name that says most of why a person is needed. */
function causeOf(need: IssueNeed): string {
  if (need.kind === "printer") return need.condition;
  return need.kind === "card-rejected" ? need.reason : need.kind;
}

/** Hands that verify: look at the card, find it good, and lay it on the desk reader; in two steps, they carry it to the printer too. */
export function verifyingHands(station: Station, bench: SimulatedBench, visit: VisitId): Hands {
  return async (need) => {
    if (need.kind === "lay-blank") {
      bench.layBlank("blank-ev2");
      return true;
    }
    if (need.kind !== "verify" && need.kind !== "load-printer" && need.kind !== "lay-again") return false;
    const view = await station.visits.view(visit);
    if (view?.issue == null) return false;
    if (need.kind === "load-printer") {
      const begun = bench.view().cards.find((card) => card.uid !== null && card.uid === view.card?.uid);
      if (begun?.place === "hand") bench.tap(begun.id);
      if (begun?.place === "hand" || begun?.place === "desk-reader") bench.putInPrinter();
      return (await station.issuing.say(view.issue.jobId, "go-on")).ok;
    }
    if (need.kind === "lay-again") {
      const begun = bench.view().cards.find((card) => card.uid !== null && card.uid === view.card?.uid);
      if (begun === undefined) return (await station.issuing.say(view.issue.jobId, "will-not-verify")).ok;
      bench.tap(null);
      bench.tap(begun.id);
      return true;
    }
    if (!need.lookedAt) await station.issuing.say(view.issue.jobId, "looks-good");
    else if (!need.chipMatched) {
      const out = bench.view().cards.find((card) => card.uid !== null && card.uid === view.card?.uid);
      if (out === undefined) return false;
      bench.tap(out.id);
    }
    return true;
  };
}
