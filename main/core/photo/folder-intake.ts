import { z } from "zod";
import type { Result } from "../result.ts";
import { type PhotoVerdict, photoVerdict } from "./judging.ts";
import type { TooHeavy } from "./photo-weight.ts";

/** What became of one file of a folder of photos. */
export const photoTaken = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("kept"), student: z.string(), warned: z.array(photoVerdict).readonly() }),
  /** The student has a photo already, which stays: nobody asked for another, or it is this very one. */
  z.strictObject({ kind: z.literal("has-one"), student: z.string() }),
  /** No student has this number, and no import announced this name. */
  z.strictObject({ kind: z.literal("nobody") }),
]);
export type PhotoTaken = z.infer<typeof photoTaken>;

/** What became of the files of a folder, from the best to what needs a person. */
export const intakeOutcomes = ["kept", "warned", "has-one", "nobody", "refused"] as const;
export type IntakeOutcome = (typeof intakeOutcomes)[number];

/** A file of a folder. */
export interface FolderFile {
  /** Where it lies in the folder, with `/` between the names. */
  readonly path: string;
}

/** Why a file of a folder was not even looked at. */
export type FileFault = { readonly kind: "unreadable" } | TooHeavy;

/** One file of the folder that was dealt with. */
export interface IntakeLine<Fault> {
  readonly path: string;
  readonly outcome: IntakeOutcome;
  /** The number of the student it is a photo of, where that was found out. */
  readonly student: string | null;
  /** What the operator will have to look at. */
  readonly warned: readonly PhotoVerdict[];
  readonly fault: Fault | null;
}

/** How far an intake has come. */
export interface IntakeProgress<Fault> {
  readonly lines: readonly IntakeLine<Fault>[];
  readonly total: number;
  /** The path of the file being looked at. */
  readonly current: string;
}

/** What systems leave in folders of their own accord; nobody meant it for a photo. */
const leftBySystems = /^(?:\..*|__MACOSX|thumbs\.db|desktop\.ini)$/iu;

/** The name of a file without the folders it lies in. */
export function nameOf({ path }: FolderFile): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The files of a folder and of those in it that somebody put there, by name. */
export function photosAmong<File extends FolderFile>(files: readonly File[]): readonly File[] {
  return files
    .filter(({ path }) => !path.split("/").some((name) => leftBySystems.test(name)))
    .toSorted((one, other) => one.path.localeCompare(other.path, "fr", { numeric: true }));
}

/** Takes the files in one after the other until the last, or until `signal` says stop: the one under way is finished first. */
export async function takeInFolder<File extends FolderFile, Fault>(
  files: readonly File[],
  takeIn: (file: File) => Promise<Result<PhotoTaken, Fault>>,
  tell: (progress: IntakeProgress<Fault>) => void,
  signal: { readonly aborted: boolean },
): Promise<readonly IntakeLine<Fault>[]> {
  const lines: IntakeLine<Fault>[] = [];
  for (const file of files) {
    if (signal.aborted) break;
    tell({ lines: [...lines], total: files.length, current: file.path });
    lines.push(lineOf(file.path, await takeIn(file)));
  }
  return lines;
}

function lineOf<Fault>(path: string, answer: Result<PhotoTaken, Fault>): IntakeLine<Fault> {
  const nothing = { path, student: null, warned: [], fault: null };
  if (!answer.ok) return { ...nothing, outcome: "refused", fault: answer.fault };
  const { value } = answer;
  switch (value.kind) {
    case "nobody":
      return { ...nothing, outcome: "nobody" };
    case "has-one":
      return { ...nothing, outcome: "has-one", student: value.student };
    case "kept": {
      const { student, warned } = value;
      return { ...nothing, outcome: warned.length > 0 ? "warned" : "kept", student, warned };
    }
  }
}

/** How many files came to each end. */
export function intakeCounts(lines: readonly IntakeLine<unknown>[]): Readonly<Record<IntakeOutcome, number>> {
  const counts = { kept: 0, warned: 0, "has-one": 0, nobody: 0, refused: 0 };
  for (const { outcome } of lines) counts[outcome] += 1;
  return counts;
}
