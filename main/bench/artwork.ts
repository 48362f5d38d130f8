import { escn } from "../core/escn.ts";
import { wholePicture } from "../core/framing.ts";
import type { CardFacts } from "../core/ports/card-artist.ts";
import type { PhotoStudio } from "../core/ports/photo-studio.ts";
import { alternating } from "./sampling.ts";

const rounds = 40;
const warmRounds = 5;

/** Milliseconds of one face in the two layers of the printer, and of the same front as one plain composite. */
export interface ArtworkFigures {
  readonly frontMs: number;
  readonly backMs: number;
  readonly plainSharpMs: number;
}

/** What is measured, given by the composition root. */
export interface ArtworkSubjects {
  /** An artist of single faces, its fonts and templates read when the first is drawn. */
  readonly openFaces: () => Promise<{
    front(facts: CardFacts): Promise<void>;
    back(facts: CardFacts): Promise<void>;
  }>;
  /** The yardstick: gives the milliseconds of one plain drawing of the same front. */
  readonly preparePlainFront: (facts: CardFacts) => Promise<() => Promise<number>>;
}

/** Draws a front, a back and the yardstick in turn; all are warm, and every card is another one. */
export async function measureArtwork(subjects: ArtworkSubjects, photo: Uint8Array): Promise<ArtworkFigures> {
  let cards = 0;
  const faces = await subjects.openFaces();
  const plain = await subjects.preparePlainFront(factsOf(photo, cards));
  const timed = (draw: (facts: CardFacts) => Promise<void>) => async () => {
    cards += 1;
    const facts = factsOf(photo, cards);
    const from = performance.now();
    await draw(facts);
    return performance.now() - from;
  };
  const front = timed((facts) => faces.front(facts));
  const back = timed((facts) => faces.back(facts));
  await alternating(warmRounds, front, plain);
  const [frontMs, plainSharpMs] = await alternating(rounds, front, plain);
  await alternating(warmRounds, back, plain);
  const [backMs] = await alternating(rounds, back, plain);
  return { frontMs, backMs, plainSharpMs };
}

/** A picture as a card holds it: cut to 600×771 and encoded again. */
export async function photoOf(studio: PhotoStudio, picture: Uint8Array): Promise<Uint8Array> {
  const opened = await studio.open(picture);
  if (!opened.ok) throw new Error(`the bench's photo can not be opened: ${opened.fault.kind}`);
  const { jpeg, widthPx, heightPx } = opened.value;
  const framed = await studio.frame(jpeg, wholePicture(widthPx, heightPx));
  if (!framed.ok) throw new Error(`the bench's photo can not be cut: ${framed.fault.kind}`);
  return framed.value;
}

function factsOf(photo: Uint8Array, card: number): CardFacts {
  return {
    photo,
    firstName: "Éloïse",
    lastName: "Martin",
    studentNumber: String(22_400_000 + card),
    programme: "Licence Informatique",
    level: "L1",
    returnTo: "Service de la scolarité, 1 place de l’Université, 00000 Rouvres",
    academicYear: "2026-2027",
    university: "Université de Rouvres",
    escn: escn.parse(`f8d1cb60-c78f-11f1-8001-${String(card).padStart(12, "0")}`),
  };
}
