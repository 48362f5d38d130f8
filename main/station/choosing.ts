import { createHash } from "node:crypto";
import type { ChoiceFault, ChoiceText } from "../contract/choices.ts";
import { answersInForce, type ChoiceEntry, type ChoiceSubject, mayChoose } from "../core/choice.ts";
import type { StudentId } from "../core/ids.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { isMinor } from "../core/student.ts";
import type { Changes } from "./changes.ts";
import { noRoom } from "./no-room.ts";
import type { StationParts } from "./parts.ts";
import { keepShipped, textShelves, textsInForce } from "./texts.ts";
import { now, today } from "./today.ts";

/** One answer as it was given. */
export interface Answer {
  readonly studentId: StudentId;
  readonly subject: ChoiceSubject;
  readonly answer: "yes" | "no";
  readonly textVersion: string;
  readonly language: "fr" | "en";
  readonly guardianConsent: boolean;
}

/** SHA-256 of the very words read, as kept in the ledger: question, explanation and both answers, a line each. */
export function hashOfText(text: ChoiceText, language: "fr" | "en"): string {
  const words = [text.question, text.explanation, text.yes, text.no].map((wording) => wording[language]);
  return createHash("sha256").update(words.join("\n"), "utf8").digest("hex");
}

/** Adds one answer to a student's ledger, whatever the state of their visit and card. */
export async function enterChoice(
  given: Answer,
  parts: StationParts,
  changes: Changes,
): Promise<Result<null, ChoiceFault>> {
  const { store, settings } = parts;
  const student = await store.students.byId(given.studentId);
  if (student === null) return failed({ kind: "no-such-student" });
  const text = (await textsInForce(parts)).choices.find(
    (each) => each.subject === given.subject && each.version === given.textVersion,
  );
  if (text === undefined) return failed({ kind: "no-such-text" });
  const minor = isMinor(student, today(parts));
  if (!mayChoose(given.subject, given.answer, minor, given.guardianConsent)) {
    return failed({ kind: "guardian-consent-needed" });
  }
  const inForce = answersInForce(await store.choices.ledgerOf(student.id)).get(given.subject);
  // The same answer to the same words says nothing new.
  if (inForce !== undefined && isSame(inForce, given)) return succeeded(null);
  const shown = await keepShipped(given.subject, parts);
  if (!shown.ok) return shown;
  const entered = await store.choices.enter({
    id: parts.randomness.uuid(),
    ...given,
    textSha256: hashOfText(text, given.language),
    by: settings.operator,
    channel: "desk",
    at: now(parts),
  });
  if (!entered.ok) return noRoom(entered.fault);
  const visit = await store.visits.ofStudent(student.id, today(parts));
  changes.tell(student.id, ...(visit === null ? [] : [visit.id]));
  return succeeded(null);
}

/** The words an answer was given to, if they are the very ones whose hash the ledger holds. */
export async function wordsRead(
  answered: {
    readonly subject: ChoiceSubject;
    readonly version: string;
    readonly language: "fr" | "en";
    readonly sha256: string;
  },
  parts: StationParts,
): Promise<ChoiceText | null> {
  const shelf = (await textShelves(parts)).find(({ subject }) => subject === answered.subject);
  const found = [shelf?.inForce, ...(shelf?.former ?? [])].find((each) => each?.version === answered.version);
  if (found === undefined || found.subject === "rules") return null;
  const text = { subject: found.subject, version: found.version, ...found.wording };
  return hashOfText(text, answered.language) === answered.sha256 ? text : null;
}

function isSame(entry: ChoiceEntry, { answer, textVersion, language, guardianConsent }: Answer): boolean {
  return (
    entry.answer === answer &&
    entry.textVersion === textVersion &&
    entry.language === language &&
    entry.guardianConsent === guardianConsent
  );
}
