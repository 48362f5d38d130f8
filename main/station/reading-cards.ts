import type { CardRead, ReadFault } from "../contract/readers.ts";
import type { Card } from "../core/card.ts";
import type { CardReader } from "../core/ports/apdu-channel.ts";
import type { ChipSight } from "../core/ports/card-encoder.ts";
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
  const sight = hasOwnNumber(reading.value) ? await sightOn(reader, parts) : null;
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
  });
}

function hasOwnNumber(reading: ChipReading): boolean {
  return reading.kind === "desfire" && reading.uid !== null;
}

async function sightOn(reader: CardReader, parts: StationParts): Promise<ChipSight | "unreadable"> {
  const sight = await parts.encoder.inspect(reader, readDeadlineMs);
  return sight.ok ? sight.value : "unreadable";
}

function openedAs(sight: ChipSight | "unreadable"): CardRead["withKeys"] {
  if (sight === "unreadable") return { kind: "unreadable" };
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

function asOurs({ card, student }: Owner, sight: ChipSight | "unreadable" | null): CardRead["ours"] {
  const written =
    sight !== null && sight !== "unreadable" && sight.kind === "personalised" ? sight.record : null;
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
