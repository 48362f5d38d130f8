import type { PersonEntry } from "../contract/student.ts";
import type { TimelineEntry } from "../contract/visit.ts";
import type { Card } from "../core/card.ts";
import type { ChoiceEntry } from "../core/choice.ts";
import type { KeptOfPerson } from "../core/ports/person-records.ts";
import type { Sticker } from "../core/sticker.ts";
import type { Visit } from "../core/visit.ts";

/** What happened at one visit, newest first. */
export function timelineOfVisit(
  visit: Visit,
  choices: readonly ChoiceEntry[],
  cards: readonly Card[],
  stickers: readonly Sticker[],
): readonly TimelineEntry[] {
  return newestFirst([
    ...ofVisit(visit),
    ...choices.map(ofChoice),
    ...cards.flatMap((card) => ofCard(card, cards)),
    ...stickers.flatMap(ofSticker),
  ]);
}

/** Everything that happened to a person, newest first; `nameOf` tells who somebody is that the audit names. */
export function timelineOfPerson(
  { visits, appointments, cards, stickers, photos, lines }: KeptOfPerson,
  choices: readonly ChoiceEntry[],
  nameOf: (who: string) => string,
): readonly PersonEntry[] {
  // A card that somebody cancelled stands there once, with who did it and why.
  const byHand = new Set(lines.filter(({ what }) => what === "card-cancelled").map(({ at }) => at));
  const isTold = ({ at, what }: TimelineEntry) =>
    (what === "card-disabled" || what === "request-cancelled") && byHand.has(at);
  return newestFirst([
    ...visits.flatMap(ofVisit).map(plain),
    ...choices.map((choice) => ({ ...plain(ofChoice(choice)), by: choice.by })),
    ...cards
      .flatMap((card) => ofCard(card, cards))
      .filter((entry) => !isTold(entry))
      .map(plain),
    ...stickers.flatMap(ofSticker).map(plain),
    ...appointments.map(({ startsAt, reason }) => happened(startsAt, "expected", reason)),
    ...photos.flatMap(({ takenAt, erasedAt, erasedBecause }) => [
      happened(takenAt, "photo-kept", null),
      ...(erasedAt === null ? [] : [happened(erasedAt, "photo-erased", erasedBecause)]),
    ]),
    ...lines.map(
      ({ at, what, of, words, by }): PersonEntry => ({ at, what, detail: of, words, by: nameOf(by) }),
    ),
  ]);
}

function plain(entry: TimelineEntry): PersonEntry {
  return { ...entry, words: null, by: null };
}

function happened(at: PersonEntry["at"], what: PersonEntry["what"], detail: string | null): PersonEntry {
  return { at, what, detail, words: null, by: null };
}

function newestFirst<T extends { readonly at: string }>(entries: readonly T[]): readonly T[] {
  return entries.toSorted((a, b) => b.at.localeCompare(a.at));
}

function ofVisit(visit: Visit): readonly TimelineEntry[] {
  return [
    ...when(visit.arrivedAt, "arrived"),
    ...when(visit.servedAt, "served"),
    ...when(visit.identitySeenAt, "identity-seen", visit.identitySeen),
    ...when(visit.rulesReadAt, "rules-read"),
    ...when(visit.closedAt, "visit-closed"),
    ...visit.overrides.map(({ at, kind }) => ({ at, what: "overridden" as const, detail: kind })),
  ];
}

function ofChoice({ at, subject, answer }: ChoiceEntry): TimelineEntry {
  return { at, what: "choice-entered", detail: `${subject}:${answer}` };
}

function ofCard(card: Card, cards: readonly Card[]): readonly TimelineEntry[] {
  return [
    ...when(card.requestedAt, "card-requested", templateBesides(card, cards)),
    ...when(card.encodedAt, "chip-encoded"),
    ...when(card.printedAt, "card-printed"),
    ...when(card.enabledAt, "card-enabled"),
    ...when(card.endedAt, endOf(card.state), card.endedBecause),
  ];
}

/** How the end of a card is told: as a request that went no further, a card that can be used no more, or plastic thrown away. */
function endOf(state: Card["state"]): TimelineEntry["what"] {
  if (state === "CANCELED") return "request-cancelled";
  return state === "DISABLED" || state === "CADUC" ? "card-disabled" : "card-ended";
}

function ofSticker(one: Sticker): readonly TimelineEntry[] {
  const { serialNumber, state, movedAt, sentAt, voidBecause, voidNote } = one;
  return [
    ...(state === "unsent" ? [] : when(sentAt, "sticker-sent", serialNumber)),
    ...(state === "void"
      ? when(movedAt, "sticker-void", [serialNumber, voidBecause, voidNote ?? ""].join("|"))
      : []),
  ];
}

function when(
  at: TimelineEntry["at"] | null,
  what: TimelineEntry["what"],
  detail: string | null = null,
): readonly TimelineEntry[] {
  return at === null ? [] : [{ at, what, detail }];
}

/** The template of a card drawn from another than the one before it was, whose version is not there any more. */
function templateBesides(card: Card, cards: readonly Card[]): string | null {
  const before = cards[cards.indexOf(card) - 1];
  return before === undefined || before.template === card.template ? null : card.template;
}
