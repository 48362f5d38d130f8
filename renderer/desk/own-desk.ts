import type { BoardLine } from "../../main/contract/board.ts";
import type { QueueDesk, QueuePlan, ServiceId } from "../../main/core/queue-plan.ts";
import { remember, remembered } from "../parts/remembered.ts";
import { type Store, storeOf } from "../parts/store.ts";

const name = "guichet.desk";

/** The desk this window is, by id: chosen in this window, or else the one chosen last on this computer. */
export const chosenDesk: Store<string | null> = storeOf<string | null>(
  sessionStorage.getItem(name) ?? remembered(name),
);

/** The service this window calls for and shows alone; null: every one its desk serves. */
export const chosenService: Store<ServiceId | null> = storeOf<ServiceId | null>(null);

/** The service chosen in this window while the plan has it; null: all of them. */
export function ownService({ services }: QueuePlan, chosen: ServiceId | null): ServiceId | null {
  return services.some(({ id }) => id === chosen) ? chosen : null;
}

/** Makes this window a desk. Two windows of one computer may be two desks. */
export function sitAt(desk: string): void {
  sessionStorage.setItem(name, desk);
  remember(name, desk);
  chosenDesk.write(desk);
}

/** The desk of this window: the one chosen while it still is one, or the first. */
export function ownDesk({ desks }: QueuePlan, chosen: string | null): QueueDesk {
  const found = desks.find(({ id }) => id === chosen) ?? desks[0];
  if (found === undefined) throw new Error("a plan has a desk");
  return found;
}

/** Whether a line is at the desk of this window. */
export function isOurs(line: BoardLine, desk: QueueDesk): boolean {
  return line.served === null || line.served.desk === desk.id;
}
