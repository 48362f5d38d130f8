import type { ChipUid } from "../core/card.ts";
import { type IssueEvent, keysShut } from "../core/flows/issue-card-terms.ts";
import type { JobId } from "../core/ids.ts";
import type { StationParts } from "./parts.ts";

const tapDeadlineMs = 3000;

/** What a card laid was seen to be; null: it could not be read. */
type Seen = Extract<IssueEvent, { kind: "tapped" }>["seen"];

/** An issue that waits for its card on the desk reader. */
interface Waiting {
  readonly job: JobId;
  readonly uid: ChipUid | null;
  /** It has no card yet and wants a blank one. */
  readonly wantsBlank: boolean;
  /** A card that lies there already is not the one that is wanted: that one comes out of the printer. */
  readonly wantsFresh: boolean;
  readonly tapped: (seen: Seen) => void;
}

/** Cards laid on the desk reader, told to the issue that waits for that card, or to all that wait when none knows it. */
export interface Taps {
  /** Listens for a card until called off; at most once for each card laid. */
  await(waiting: Waiting): void;
  callOff(job: JobId): void;
  present(): boolean;
  close(): void;
}

/** Watches the desk reader of a station. */
export function watchTaps(parts: StationParts, onChange: () => void): Taps {
  const waiting = new Map<JobId, Waiting>();
  let present = false;
  /** Counts cards laid, so that a card lying there is told once to each issue. */
  let laid = 0;
  const told = new Map<JobId, number>();

  /** The card lying there could not be looked at for want of an open key store. */
  let lockedOut = false;

  const tell = (to: readonly Waiting[], seen: Seen) => {
    for (const each of to) {
      told.set(each.job, laid);
      each.tapped(seen);
    }
  };
  const look = () => {
    inspect().catch((cause: unknown) => parts.log({ what: "tap-look-failed", cause: String(cause) }));
  };
  const inspect = async () => {
    const cardLaid = laid;
    const sight = await parts.encoder.inspect(parts.deskReader, tapDeadlineMs);
    if (cardLaid !== laid || !present) return;
    if (!sight.ok) parts.log({ what: "tap-unreadable", fault: sight.fault.kind });
    const shut = sight.ok ? null : (keysShut.find((kind) => kind === sight.fault.kind) ?? null);
    lockedOut = shut === "keys-locked";
    const seen = sight.ok ? sight.value : shut;
    const untold = [...waiting.values()].filter((each) => told.get(each.job) !== laid);
    const owner = [...waiting.values()].find(
      (each) => typeof seen === "object" && seen !== null && "uid" in seen && each.uid === seen.uid,
    );
    const blank = sight.ok && sight.value.kind === "blank" && untold.some((each) => each.wantsBlank);
    const meant = untold.filter((each) => (owner === undefined ? !blank || each.wantsBlank : each === owner));
    tell(meant, seen);
  };
  /** A card that was laid while keys were locked is looked at once they are open: nobody has to lift it. */
  const lookAgain = async () => {
    const { state } = await parts.keys.view();
    if (state !== "open" || !lockedOut) return;
    lockedOut = false;
    laid += 1;
    if (present && waiting.size > 0) look();
  };
  const stopKeys = parts.keys.onChange(() => {
    if (!lockedOut) return;
    lookAgain().catch((cause: unknown) => parts.log({ what: "tap-look-failed", cause: String(cause) }));
  });
  const stopWatching = parts.deskReader.watch((isPresent) => {
    present = isPresent;
    onChange();
    if (!isPresent) return;
    laid += 1;
    if (waiting.size > 0) look();
  });
  return {
    await(issue) {
      waiting.set(issue.job, issue);
      if (issue.wantsFresh) told.set(issue.job, laid);
      else if (present && told.get(issue.job) !== laid) look();
    },
    callOff(job) {
      waiting.delete(job);
      told.delete(job);
    },
    present: () => present,
    close() {
      stopKeys();
      stopWatching();
    },
  };
}
