import type { Position } from "./card-walk.ts";
import type { KeyPlace, KeyState } from "./keyring.ts";
import type { Step } from "./plan.ts";

/** Steps being put one after the other, none that would change nothing. */
export interface Path {
  readonly steps: Step[];
  position(): Position;
  push(step: Step): void;
  select(aid: string | null): void;
  show(place: KeyPlace, state: KeyState): void;
  sessionEnds(): void;
}

/** A path that begins where a card was left. */
export function createPath(start: Position): Path {
  const steps: Step[] = [];
  let position = start;
  return {
    steps,
    position: () => position,
    push: (step) => steps.push(step),
    select(aid) {
      if (position.selected === aid) return;
      steps.push({ do: "select", aid });
      position = { selected: aid, shown: null };
    },
    show(place, state) {
      if (position.shown?.number === place.number && position.shown.state === state) return;
      steps.push({ do: "show", place, state });
      position = { ...position, shown: { number: place.number, state } };
    },
    sessionEnds() {
      position = { ...position, shown: null };
    },
  };
}
