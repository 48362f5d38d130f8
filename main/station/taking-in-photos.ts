import type { PhotoFault } from "../contract/photo.ts";
import { wholePicture } from "../core/framing.ts";
import { photoId as photoIdSchema } from "../core/ids.ts";
import { framedOnFace } from "../core/photo/auto-framing.ts";
import type { PhotoTaken } from "../core/photo/folder-intake.ts";
import { judged, warnedChecks } from "../core/photo/judging.ts";
import type { Facts } from "../core/ports/audit-log.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import type { Student } from "../core/student.ts";
import type { Changes } from "./changes.ts";
import { noRoom } from "./no-room.ts";
import type { StationParts } from "./parts.ts";
import { blockedBy } from "./photo-rules.ts";
import { now } from "./today.ts";

/** Takes in one photo of a folder: finds whose it is by its name, frames it on its face, and keeps it. A warning does not stop it: it is decided at the desk. */
export async function takeInPhoto(
  fileName: string,
  file: Uint8Array,
  replace: boolean,
  parts: StationParts,
  changes: Changes,
): Promise<Result<PhotoTaken, PhotoFault>> {
  const { store, studio, randomness } = parts;
  const student = await studentOf(fileName, parts);
  if (student === null) return succeeded({ kind: "nobody" });
  if (student.hasPhoto && !replace) return succeeded({ kind: "has-one", student: student.number });
  const opened = await studio.open(file);
  if (!opened.ok) return opened;
  const { jpeg, widthPx, heightPx, seen } = opened.value;
  const { inForce } = await parts.photos.rules();
  const [face] = seen?.faces ?? [];
  const cut =
    face === undefined
      ? wholePicture(widthPx, heightPx)
      : framedOnFace(face, opened.value, inForce.size.head);
  const verdicts = judged(seen, cut, inForce);
  const blocked = blockedBy(verdicts);
  if (blocked !== null) return failed(blocked);
  const framed = await studio.frame(jpeg, cut);
  if (!framed.ok) return framed;
  // A folder taken in twice over leaves no photo twice.
  const before = student.hasPhoto ? await store.cards.lastPhotoOf(student.id) : null;
  if (before !== null && Buffer.from(before.jpeg).equals(framed.value)) {
    return succeeded({ kind: "has-one", student: student.number });
  }
  const id = photoIdSchema.parse(randomness.uuid());
  const kept = await store.photos.keep({
    id,
    studentId: student.id,
    jpeg: framed.value,
    takenAt: now(parts),
  });
  if (!kept.ok) return noRoom(kept.fault);
  await tellAudit(student, { before: before?.id ?? null, after: id, warned: warnedChecks(verdicts) }, parts);
  changes.tell("board", "students");
  return succeeded({
    kind: "kept",
    student: student.number,
    warned: verdicts.filter(({ state }) => state === "warn"),
  });
}

async function tellAudit({ id }: Student, facts: Facts, { audit, log }: StationParts): Promise<void> {
  const act = "photoCare.takeIn";
  const kept = await audit.append({ act, subject: id, outcome: "done", facts });
  if (!kept.ok) log({ what: "act-not-audited", act, fault: kept.fault.kind });
}

/** The student a photo's name tells: their number, or the very name their import announced. */
async function studentOf(fileName: string, { store }: StationParts): Promise<Student | null> {
  const announced = await store.photos.studentOfFile(fileName);
  if (announced !== null) return store.students.byId(announced);
  const dot = fileName.lastIndexOf(".");
  return store.students.byNumber(dot <= 0 ? fileName : fileName.slice(0, dot));
}
