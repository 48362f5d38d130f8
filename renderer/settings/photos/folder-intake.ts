import type { PhotoFault } from "../../../main/contract/photo.ts";
import type { PhotoTaken } from "../../../main/contract/photo-care.ts";
import type { PhotoVerdict } from "../../../main/core/photo/judging.ts";
import type { Result } from "../../../main/core/result.ts";

/** What became of the files of a folder, from the best to what needs a person. */
export const intakeOutcomes = ["kept", "warned", "has-one", "nobody", "refused"] as const;
export type IntakeOutcome = (typeof intakeOutcomes)[number];

/** One file of the folder that was dealt with. */
export interface IntakeLine {
  readonly file: string;
  readonly outcome: IntakeOutcome;
  /** What the operator will have to look at. */
  readonly warned: readonly PhotoVerdict[];
  readonly fault: PhotoFault | null;
}

/** How far an intake has come. */
export interface IntakeProgress {
  readonly lines: readonly IntakeLine[];
  readonly total: number;
  /** The file being looked at. */
  readonly current: string;
}

/** Takes one file in, and says what became of it. */
type TakeIn = (file: File) => Promise<Result<PhotoTaken, PhotoFault>>;

/** What systems leave in folders of their own accord; nobody meant it for a photo. */
const leftBySystems = /^(?:\..*|thumbs\.db|desktop\.ini)$/iu;

/** The files of a folder that somebody put there, by name. */
export function photosAmong(files: readonly File[]): readonly File[] {
  return files
    .filter(({ name }) => !leftBySystems.test(name))
    .toSorted((one, other) => one.name.localeCompare(other.name, "fr", { numeric: true }));
}

/** Takes the files in one after the other until the last, or until `signal` says stop: the one under way is finished first. */
export async function takeInFolder(
  files: readonly File[],
  takeIn: TakeIn,
  tell: (progress: IntakeProgress) => void,
  signal: AbortSignal,
): Promise<readonly IntakeLine[]> {
  const lines: IntakeLine[] = [];
  for (const file of files) {
    if (signal.aborted) break;
    tell({ lines: [...lines], total: files.length, current: file.name });
    lines.push(lineOf(file.name, await takeIn(file)));
  }
  return lines;
}

function lineOf(file: string, answer: Result<PhotoTaken, PhotoFault>): IntakeLine {
  if (!answer.ok) return { file, outcome: "refused", warned: [], fault: answer.fault };
  const { value } = answer;
  if (value.kind !== "kept") return { file, outcome: value.kind, warned: [], fault: null };
  const outcome = value.warned.length > 0 ? "warned" : "kept";
  return { file, outcome, warned: value.warned, fault: null };
}

/** How many files came to each end. */
export function intakeCounts(lines: readonly IntakeLine[]): Readonly<Record<IntakeOutcome, number>> {
  const counts = { kept: 0, warned: 0, "has-one": 0, nobody: 0, refused: 0 };
  for (const { outcome } of lines) counts[outcome] += 1;
  return counts;
}
