import type { CardRead, ReadFault } from "../contract/readers.ts";
import type { Card } from "../core/card.ts";
import { asNow } from "../core/chip-profile/key-versions.ts";
import { shownKind } from "../core/chip-sight.ts";
import { knownApplication } from "../core/known-applications.ts";
import type { ChipFault, ChipSight } from "../core/ports/card-encoder.ts";
import type { ChipReading } from "../core/ports/chip-reader.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { nameOnCard, type Student } from "../core/student.ts";
import type { StationParts } from "./parts.ts";

/** A card with many applications takes some eighty exchanges, and the desk may be speaking to it just now. */
const readDeadlineMs = 10_000;

/** Reads the card on a reader: what it says to anybody, what our keys open, and what the desk knows of it. Changes nothing. */
export async function readCardOn(
  readerName: string,
  parts: StationParts,
): Promise<Result<CardRead, ReadFault>> {
  const reader = await parts.readers.named(readerName);
  if (reader === null) return failed({ kind: "no-such-reader" });
  const reading = await parts.chipReader.read(reader, readDeadlineMs);
  if (!reading.ok) {
    parts.log({ what: "card-unreadable", fault: reading.fault.kind });
    return failed({ kind: faultKind(reading.fault.kind) });
  }
  const sight = hasOwnNumber(reading.value) ? await parts.encoder.inspect(reader, readDeadlineMs) : null;
  const found = await ownerOf(reading.value, parts);
  const kept = await parts.audit.append({
    act: "readers.read",
    subject: found?.student.id ?? null,
    outcome: "done",
    facts: {},
  });
  if (!kept.ok) parts.log({ what: "act-not-audited", act: "readers.read", fault: kept.fault.kind });
  return succeeded({
    reading: reading.value,
    withKeys: sight === null ? null : openedAs(sight),
    ours: found === null ? null : asOurs(found, sight),
    crous: await crousOn(reading.value, parts),
    against: await heldAgainst(parts),
  });
}

/** What the maker's file says of the zone on a card. */
async function crousOn(reading: ChipReading, { store }: StationParts): Promise<CardRead["crous"]> {
  if (reading.kind === "other" || reading.uid === null) return null;
  if (reading.applications?.some(({ aid }) => knownApplication(aid) === "crous") !== true) return null;
  const zone = await store.chips.crousZone(reading.uid);
  return zone === null ? "unlisted" : { zdc: zone.zdc };
}

/** The profiles that may be put in force, as cards get them now; the one in force first. */
async function heldAgainst({ profiles, keys }: StationParts): Promise<CardRead["against"]> {
  const { inForce, profiles: shelved } = await profiles.look();
  const usable = shelved.flatMap(({ profile, from }) => (from === "former" ? [] : [profile]));
  const ordered = usable.toSorted(
    (one, other) => Number(other.name === inForce) - Number(one.name === inForce),
  );
  return { inForce, profiles: await Promise.all(ordered.map((each) => asNow(each, keys))) };
}

function hasOwnNumber(reading: ChipReading): boolean {
  return reading.kind === "desfire" && reading.uid !== null;
}

type Sight = Result<ChipSight, ChipFault>;

/** What our keys open, or why they were not to be had. */
function openedAs(seen: Sight): CardRead["withKeys"] {
  if (!seen.ok) {
    const { fault } = seen;
    const { kind } = fault;
    if (kind === "no-such-key") return { kind, name: fault.name, version: fault.version };
    const isShut = kind === "keys-locked" || kind === "keys-slowed" || kind === "keys-unreachable";
    return { kind: isShut ? kind : "unreadable" };
  }
  const sight = seen.value;
  switch (sight.kind) {
    case "personalised":
      return {
        kind: "personalised",
        escn: sight.record?.escn ?? null,
        studentNumber: sight.record?.studentNumber ?? null,
      };
    case "wrong-type":
      return { kind: "not-ours" };
    case "blank":
      return { kind: shownKind(sight) === "foreign" ? "foreign" : "blank" };
    case "half-written":
    case "foreign":
      return { kind: sight.kind };
  }
}

interface Owner {
  readonly card: Card;
  readonly student: Student;
}

/** The card the desk made of this chip, and whose it is. */
async function ownerOf(reading: ChipReading, parts: StationParts): Promise<Owner | null> {
  if (reading.kind !== "desfire" || reading.uid === null) return null;
  const card = await parts.store.cards.byUid(reading.uid);
  const student = card === null ? null : await parts.store.students.byId(card.studentId);
  return card === null || student === null ? null : { card, student };
}

function asOurs({ card, student }: Owner, sight: Sight | null): CardRead["ours"] {
  const written = sight?.ok === true && sight.value.kind === "personalised" ? sight.value.record : null;
  return {
    student: { ...nameOnCard(student), number: student.number },
    state: card.state,
    sameEscn: written === null ? null : written.escn === card.escn,
  };
}

function faultKind(kind: string): ReadFault["kind"] {
  switch (kind) {
    case "no-card":
    case "card-removed":
    case "card-mute":
    case "reader-lost":
    case "deadline-passed":
    case "chip-refused":
      return kind;
    default:
      return "chip-integrity";
  }
}
