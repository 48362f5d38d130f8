import type { CardPlace, SimulatedFault } from "../../printers/simulated/card-mechanism.ts";
import type { BodyKind } from "./simulated-body.ts";
import type { WorldState } from "./world-file.ts";

/** Faults as the bench names them. */
export type BenchFault =
  | "feeder-empty"
  | "no-ribbon"
  | "ribbon-ends-while-printing"
  | "cover-open"
  | "card-jam"
  | "offline"
  | "card-pulled-while-encoding"
  | "prints-nothing"
  | "hopper-full"
  | "reject-box-full"
  | "head-too-hot"
  | "ribbon-low"
  | "cleaning-due"
  | "cleaning-overdue"
  | "ribbon-false-alarm"
  | "session-reserved";

/** The same, as the printer behind the service has them. */
export const mechanismFaults: Readonly<
  Record<Exclude<BenchFault, "card-pulled-while-encoding">, SimulatedFault>
> = {
  "feeder-empty": "feeder-empty",
  "no-ribbon": "ribbon-ended",
  "ribbon-ends-while-printing": "ribbon-ended-during-print",
  "cover-open": "cover-open",
  "card-jam": "jam",
  offline: "offline",
  "prints-nothing": "too-fast-no-print",
  "hopper-full": "hopper-full",
  "reject-box-full": "reject-box-full",
  "head-too-hot": "head-too-hot",
  "ribbon-low": "ribbon-low",
  "cleaning-due": "cleaning-due",
  "cleaning-overdue": "cleaning-overdue",
  "ribbon-false-alarm": "ribbon-false-alarm",
  "session-reserved": "session-reserved",
};

/** Where the bench shows a card to be. */
export type BenchPlace = "feeder" | "printer" | "hopper" | "desk-reader" | "hand" | "reject-box";

/** One thing that happened to the simulated hardware. */
export type WorldHappening =
  | { readonly kind: "moved"; readonly from: CardPlace; readonly to: CardPlace }
  | {
      readonly kind:
        | "printed"
        | "new-ribbon"
        | "cleaned"
        | "tapped"
        | "lifted"
        | "put-in-printer"
        | "thrown-away";
    }
  | { readonly kind: "loaded"; readonly count: number }
  | { readonly kind: "fault-on" | "fault-off"; readonly fault: BenchFault };

/** The simulated hardware of one desk, as a technician sees it. */
export interface BenchSight {
  readonly feeder: number;
  readonly nextInFeeder: BodyKind | null;
  readonly ribbonLeft: number;
  readonly faults: readonly BenchFault[];
  readonly cards: readonly {
    readonly id: string;
    readonly kind: BodyKind;
    readonly uid: string | null;
    readonly place: BenchPlace;
    readonly printed: boolean;
  }[];
  readonly happenings: readonly { readonly at: number; readonly what: WorldHappening }[];
}

/** What a piece of plastic says happened to it. */
export interface PlasticSight {
  readonly uid: string | null;
  readonly place: "feeder" | "printer" | "hopper" | "reject-box" | "taken";
  readonly timesEncoded: number;
  readonly timesPrinted: number;
}

/** Every piece of plastic there is. */
export function plasticIn({ bodies, mechanism }: WorldState): readonly PlasticSight[] {
  return Object.entries(bodies).map(([id, { chip }]) => ({
    uid: chip?.uid ?? null,
    place: placeOf(id, mechanism),
    timesEncoded: chip?.changes.filter((change) => change === "CreateApplication").length ?? 0,
    timesPrinted: mechanism.printings[id]?.length ?? 0,
  }));
}

/** Bodies that are neither in the printer nor on the desk reader, nor thrown away: somebody holds them. The latest comes last. */
export function inHand({ bodies, mechanism, onDesk, thrownAway }: WorldState): readonly string[] {
  return Object.keys(bodies).filter(
    (id) => placeOf(id, mechanism) === "taken" && id !== onDesk && !thrownAway.includes(id),
  );
}

function placeOf(
  id: string,
  { feeder, held, hopper, rejectBox }: WorldState["mechanism"],
): PlasticSight["place"] {
  if (held?.cardId === id) return "printer";
  if (hopper.includes(id)) return "hopper";
  if (rejectBox.includes(id)) return "reject-box";
  return feeder.includes(id) ? "feeder" : "taken";
}

/** The hardware as a technician sees it. */
export function sightOf(world: WorldState, happenings: BenchSight["happenings"]): BenchSight {
  const { bodies, mechanism, onDesk, pullsCard } = world;
  const seen = (id: string, place: BenchPlace) => {
    const body = bodies[id];
    if (body === undefined) return [];
    const printed = (mechanism.printings[id] ?? []).length > 0;
    return [
      {
        id,
        kind: body.kind,
        uid: body.chip?.uid ?? null,
        place: id === onDesk ? "desk-reader" : place,
        printed,
      } as const,
    ];
  };
  const faults = (Object.keys(mechanismFaults) as (keyof typeof mechanismFaults)[]).filter((fault) =>
    mechanism.faults.includes(mechanismFaults[fault]),
  );
  const next = mechanism.feeder[0];
  return {
    feeder: mechanism.feeder.length,
    nextInFeeder: (next === undefined ? null : bodies[next]?.kind) ?? null,
    ribbonLeft: mechanism.ribbonLeft,
    faults: pullsCard ? [...faults, "card-pulled-while-encoding"] : faults,
    cards: [
      ...(mechanism.held === null ? [] : seen(mechanism.held.cardId, "printer")),
      ...(onDesk !== null && placeOf(onDesk, mechanism) === "taken" ? seen(onDesk, "desk-reader") : []),
      ...inHand(world)
        .toReversed()
        .flatMap((id) => seen(id, "hand")),
      ...mechanism.hopper.toReversed().flatMap((id) => seen(id, "hopper")),
      ...mechanism.rejectBox.toReversed().flatMap((id) => seen(id, "reject-box")),
    ],
    happenings: happenings.slice(),
  };
}
