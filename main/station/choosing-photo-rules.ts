import { failed, type Result, succeeded } from "../core/result.ts";
import type { Changes } from "./changes.ts";
import type { StationParts } from "./parts.ts";
import type { PhotoChoice } from "./photo-room.ts";

/** Puts other rules for photos in force; photos that are there already are not judged again. */
export async function choosePhotoRules(
  choice: PhotoChoice,
  { photos, audit, log }: StationParts,
  changes: Changes,
): Promise<Result<null, { readonly kind: "no-such-profile" }>> {
  const { inForce, others } = await photos.rules();
  if (![inForce, ...others].some(({ name }) => name === choice.profile)) {
    return failed({ kind: "no-such-profile" });
  }
  const before = { profile: inForce.name, retention: photos.retention() };
  await photos.choose(choice);
  const act = "photoCare.choose";
  const facts = { before, after: { ...choice } };
  const kept = await audit.append({ act, subject: null, outcome: "done", facts });
  if (!kept.ok) log({ what: "act-not-audited", act, fault: kept.fault.kind });
  changes.tell("photos");
  return succeeded(null);
}
