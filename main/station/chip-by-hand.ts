import type { ChipUid } from "../core/card.ts";
import type { Escn } from "../core/escn.ts";
import type { EncodeFault, LookFault } from "../core/flows/issue-card-terms.ts";
import type { CardReader } from "../core/ports/apdu-channel.ts";
import type { Facts } from "../core/ports/audit-log.ts";
import type {
  CardEncoder,
  ChipGeneration,
  Personalised,
  ProfileVersion,
} from "../core/ports/card-encoder.ts";
import type { MasterKey } from "../core/ports/key-store.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import type { Student } from "../core/student.ts";
import { chipSubject, keepIntent, lookAtChip, personaliseChip } from "./chip-acts.ts";
import { freshEscn } from "./fresh-escn.ts";
import type { StationParts } from "./parts.ts";
import { now } from "./today.ts";

const chipDeadlineMs = 10_000;

/** A chip a technician had made or updated. */
export interface ChipByHand {
  readonly uid: ChipUid;
  readonly generation: ChipGeneration;
  readonly escn: Escn;
  readonly profile: ProfileVersion;
  readonly exchanges: number;
  readonly tookMs: number;
  /** False when nothing was to be written. */
  readonly changed: boolean;
  /** Whether its keys were of an older version; `masters` is what they are made of now. */
  readonly moved: boolean;
  readonly masters: readonly MasterKey[];
}

/** Why a technician's chip was not made; every other card is told by what it was seen to be. */
export type ByHandFault =
  | LookFault
  | EncodeFault
  | { readonly kind: "no-such-reader" | "no-such-student" | "wrong-card-type" };

/** What a technician wants of the card on a reader. */
export interface ByHandOrder {
  readonly reader: string;
  readonly student: string;
  /** Only what changes from year to year, on a card that is finished. */
  readonly update: boolean;
}

/**
 * Personalises the card on a reader for a student, or updates it. A card begun before goes on with the number it has; one that is anybody
 * else's is refused by what the database knows, before its chip is asked. Kept in the audit, refused or not, once it is known for whom it is.
 */
export async function chipByHand(
  order: ByHandOrder,
  encoder: CardEncoder,
  parts: StationParts,
): Promise<Result<ChipByHand, ByHandFault>> {
  const reader = await parts.readers.named(order.reader);
  if (reader === null) return failed({ kind: "no-such-reader" });
  const student = await parts.store.students.byNumber(order.student);
  if (student === null) return failed({ kind: "no-such-student" });
  const done = await worked(reader, student, order.update, encoder, parts);
  const act = order.update ? "chip.update" : "chip.personalise";
  const { name: profile, version: profileVersion } = await encoder.profile();
  const asked = { reader: order.reader, profile, profileVersion };
  const kept = await parts.audit.append({
    act,
    subject: student.id,
    outcome: done.ok ? "done" : "refused",
    facts: done.ok
      ? { after: { ...asked, ...auditable(done.value) } }
      : { reason: done.fault.kind, after: asked },
  });
  if (!kept.ok) parts.log({ what: "act-not-audited", act, fault: kept.fault.kind });
  return done;
}

function auditable({ uid, escn, changed, moved, masters }: ChipByHand): Facts {
  return { chip: uid, escn, changed, moved, masters };
}

async function worked(
  reader: CardReader,
  student: Student,
  update: boolean,
  encoder: CardEncoder,
  parts: StationParts,
): Promise<Result<ChipByHand, ByHandFault>> {
  const startedMs = performance.now();
  const seen = await lookAtChip(reader, encoder, parts);
  if (!seen.ok) return seen;
  if (seen.value.kind === "wrong-type") return failed({ kind: "wrong-card-type" });
  if (seen.value.kind === "foreign") {
    return failed({ kind: "not-blank", applications: seen.value.applications });
  }
  const { uid, generation } = seen.value;
  const known = await knownNumber(uid, student, parts);
  if (!known.ok) return known;
  if (update && known.value === null) return failed({ kind: "not-personalised" });
  const escn = known.value ?? freshEscn(parts);
  const done = update
    ? await updated(reader, encoder, parts, uid, student)
    : await personaliseChip(reader, encoder, parts, { uid, escn, student });
  if (!done.ok) return done;
  const tookMs = Math.round(performance.now() - startedMs);
  return succeeded({ ...done.value, generation, escn, tookMs });
}

/** The number a chip was begun with for this student; null: it never was. */
async function knownNumber(
  uid: ChipUid,
  student: Student,
  { store }: StationParts,
): Promise<Result<Escn | null, { readonly kind: "chip-taken" | "chip-given-up" }>> {
  const [work, card] = [await store.chips.byUid(uid), await store.cards.byUid(uid)];
  const owners = [work?.studentId, card?.studentId].filter((owner) => owner !== undefined);
  if (owners.some((owner) => owner !== student.id)) return failed({ kind: "chip-taken" });
  if (work?.state === "spoiled") return failed({ kind: "chip-given-up" });
  return succeeded(work?.escn ?? card?.escn ?? null);
}

async function updated(
  reader: CardReader,
  encoder: CardEncoder,
  parts: StationParts,
  uid: ChipUid,
  student: Student,
): Promise<Result<Personalised, EncodeFault>> {
  const work = await parts.store.chips.byUid(uid);
  if (work === null) return failed({ kind: "not-personalised" });
  const intended = await keepIntent(uid, encoder, parts);
  if (!intended.ok) return intended;
  const subject = await chipSubject(work, student, parts);
  const done = await encoder.update(reader, uid, subject, chipDeadlineMs);
  if (!done.ok) return done;
  const kept = await parts.store.chips.updated(uid, done.value.masters, now(parts));
  if (!kept.ok) parts.log({ what: "chip-update-not-kept", fault: kept.fault.kind });
  return done;
}
