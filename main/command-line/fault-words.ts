import type { PhotoFault } from "../contract/photo.ts";
import type { DeskFault } from "./desk.ts";
import type { RehearsalFault } from "./rehearse.ts";
import type { Words } from "./words.ts";

/** What to tell the technician when a desk does not open. */
export function faultWords(fault: DeskFault, words: Words): string {
  if (fault.kind === "start-locked") {
    return words("fault.start-locked", { holders: fault.holders.join(", ") });
  }
  if (fault.kind === "start-refused") return words(`fault.start-refused.${fault.because}`);
  if (fault.kind === "not-recovered") return words("fault.not-recovered");
  const { kind, ...facts } = fault;
  return words(`fault.${kind}`, facts);
}

/** Where the words for a rehearsal's faults are, step by step. */
const tablesOf: Readonly<Record<RehearsalFault["step"], readonly string[]>> = {
  visit: ["boardFault"],
  "check-in": ["visitFault"],
  choices: ["choiceFault"],
  photo: ["photoFault"],
  issue: ["issueFault", "need", "condition", "spoil"],
};

/** What to tell the technician when a rehearsed card was not made. */
export function rehearsalFaultWords({ step, kind, facts }: RehearsalFault, words: Words): string {
  const keys = tablesOf[step].map((table) => `reasons:${table}.${kind}.what`);
  const looksLike = facts?.["looksLike"] ?? "";
  const seen = looksLike === "" ? "" : words(`reasons:looksLike.${looksLike}`);
  const cause = words([...keys, `issue.cause.${kind}`, "issue.cause.unknown"], { ...facts, seen, kind });
  return words("issue.stopped", { step: words(`issue.step.${step}`), cause });
}

/** An imported field in words; a heading we have no word for stays as it is. */
export function fieldWords(field: string, words: Words): string {
  return words([`reasons:importField.${field}`, "import.field"], { field });
}

/** Why a photo was refused: what happened, what it means, what to do, or only the parts asked for. */
export function photoFaultSentence(
  fault: PhotoFault,
  words: Words,
  parts: readonly ("what" | "means" | "todo")[] = ["what", "means", "todo"],
): string {
  const looksLike = fault.kind === "not-a-photo" ? fault.looksLike : null;
  const seen = looksLike === null ? "" : words(`reasons:looksLike.${looksLike}`);
  const numbers = Object.entries(fault).filter(
    (entry): entry is [string, number] => typeof entry[1] === "number",
  );
  const facts = { ...Object.fromEntries(numbers), seen };
  return parts.map((part) => words(`reasons:photoFault.${fault.kind}.${part}`, facts)).join(" ");
}
