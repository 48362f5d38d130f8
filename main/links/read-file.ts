import type { ImportFileFault, ReadFile, ReadWish } from "../core/ports/file-import.ts";
import { type Result, succeeded } from "../core/result.ts";
import { readAgenda } from "./read-agenda.ts";
import { readCrousZones } from "./read-crous-zones.ts";
import { readStudents } from "./read-students.ts";

/** Reads a file as the kind that is wished. */
export function readFile(wish: ReadWish, zone: string): Result<ReadFile, ImportFileFault> {
  if (wish.as === "students") {
    const file = readStudents(wish.bytes, wish.today, wish.columns);
    return file.ok ? succeeded({ as: "students", file: file.value }) : file;
  }
  if (wish.as === "crous") {
    const file = readCrousZones(wish.bytes);
    return file.ok ? succeeded({ as: "crous", file: file.value }) : file;
  }
  const file = readAgenda(wish.bytes, wish.fileName, zone, wish.columns);
  return file.ok ? succeeded({ as: "agenda", file: file.value }) : file;
}
