import { escn } from "../core/escn.ts";
import { wholePicture } from "../core/framing.ts";
import type { CardArtist, CardFacts } from "../core/ports/card-artist.ts";
import type { PhotoStudio } from "../core/ports/photo-studio.ts";
import { alternating } from "./sampling.ts";

const rounds = 40;
const warmRounds = 5;
const benchTemplate = "student-front";

/** Milliseconds of one front, in the two layers of the printer and as one plain composite. */
export interface ArtworkFigures {
  readonly frontMs: number;
  readonly plainSharpMs: number;
}

/** Draws the same front in turn with our artist and with the bench's yardstick; both are warm, and every card is another one. */
export async function measureArtwork(
  artist: CardArtist,
  preparePlainFront: (front: CardFacts, template: string) => Promise<() => Promise<number>>,
  photo: Uint8Array,
): Promise<ArtworkFigures> {
  let cards = 0;
  const plain = await preparePlainFront(frontOf(photo, cards), benchTemplate);
  const ours = async () => {
    cards += 1;
    const front = frontOf(photo, cards);
    const from = performance.now();
    const drawn = await artist.draw(front, benchTemplate);
    if (!drawn.ok) throw new Error(`the bench's front can not be drawn: ${drawn.fault.kind}`);
    return performance.now() - from;
  };
  await alternating(warmRounds, ours, plain);
  const [frontMs, plainSharpMs] = await alternating(rounds, ours, plain);
  return { frontMs, plainSharpMs };
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

function frontOf(photo: Uint8Array, card: number): CardFacts {
  return {
    photo,
    firstName: "Éloïse",
    lastName: "Martin",
    studentNumber: String(22_400_000 + card),
    programme: "Licence Informatique",
    level: "L1",
    returnTo: "",
    academicYear: "2026-2027",
    university: "Université de Rouvres",
    escn: escn.parse(`f8d1cb60-c78f-11f1-8001-${String(card).padStart(12, "0")}`),
  };
}
