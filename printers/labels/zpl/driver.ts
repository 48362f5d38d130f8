import { setTimeout as pause } from "node:timers/promises";
import type { LabelDotsPerInch, LabelRaster } from "../../../main/core/ports/label-artist.ts";
import type {
  LabelPrinter,
  LabelPrinterFault,
  LabelPrintFault,
} from "../../../main/core/ports/label-printer.ts";
import type { LabelMedia } from "../../../main/core/ports/label-room.ts";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";
import { createQueue } from "../../queue.ts";
import { converse, type WirePlace } from "../../wire.ts";
import { isAtWork, stateIn } from "./condition.ts";
import { zplCommand, zplOf } from "./label.ts";
import { repliesIn, type ZplReplies } from "./replies.ts";

/** How long a label printer may take, in milliseconds. */
export interface LabelDeadlines {
  /** One question. */
  readonly answerMs: number;
  /** One label, from sending it until it is out. */
  readonly printMs: number;
}

/** A printer that speaks ZPL, and what is known of it. */
export interface ZplOptions {
  readonly name: string;
  /** TCP port 9100 as a rule, or a device file. */
  readonly place: WirePlace;
  readonly dotsPerInch: LabelDotsPerInch;
  /** Whether it has a peel bar with a sensor. */
  readonly peels: boolean;
  readonly media?: LabelMedia;
  readonly deadlines?: LabelDeadlines;
  /** Time between two looks while a label is printed or waits to be taken. */
  readonly pollMs?: number;
}

const usualDeadlines: LabelDeadlines = { answerMs: 3000, printMs: 20_000 };
/** The largest head made for such labels is 4 inches wide (104 mm at 8, 12 and 24 dots a millimetre). */
const widestInches = 4.1;
/** Looks after which a label nobody saw on the peel bar was not printed. */
const looksForLabel = 5;

type Reached = Result<ZplReplies, { readonly kind: "connection-lost"; readonly cause: string }>;

/** A label printer that speaks ZPL II, over TCP or a device file. */
export function createZplPrinter(options: ZplOptions): LabelPrinter {
  const { name, place, dotsPerInch, peels, media = "gap", pollMs = 150 } = options;
  const { answerMs, printMs } = options.deadlines ?? usualDeadlines;
  const queue = createQueue();

  let knowsErrors = true;

  /**
   * Asks how it is, after whatever is to be sent. The question for errors comes last: its answer follows the other's, or the silence where
   * that is not answered, so that nothing is left on the wire for the next conversation. Old firmware does not know it: found out once.
   */
  async function ask(before = ""): Promise<Reached> {
    const questions = `${before}${zplCommand.status}${knowsErrors ? zplCommand.errors : ""}`;
    const isWhole = (heard: Uint8Array) => {
      const { status, errors } = repliesIn(heard);
      return knowsErrors ? errors !== null : status !== null;
    };
    const heard = await converse(place, new TextEncoder().encode(questions), isWhole, answerMs);
    if (!heard.ok) return heard;
    const replies = repliesIn(heard.value.bytes);
    knowsErrors = replies.status === null || replies.errors !== null;
    return succeeded(replies);
  }

  /** Follows a label that was sent until it is out; `sent` is what the printer said at once. */
  async function followed(sent: ZplReplies): Promise<Result<void, LabelPrinterFault>> {
    const started = performance.now();
    let replies = sent;
    let looksAtRest = 0;
    let wasAtWork = false;
    while (true) {
      const { condition, code } = stateIn(replies);
      const { status } = replies;
      // A label on the peel bar is out, even where it was the last of its roll.
      if (status?.labelWaiting === true) return succeeded(undefined);
      const atRest = status !== null && !isAtWork(status);
      if (atRest && wasAtWork && !peels) return succeeded(undefined);
      if (condition !== null && condition !== "busy") return failed({ kind: "condition", condition, code });
      wasAtWork ||= !atRest;
      // It may answer before it has read the label: at rest means done only when it stays so.
      if (atRest) looksAtRest += 1;
      if (looksAtRest > looksForLabel)
        return peels ? failed({ kind: "no-label-seen" }) : succeeded(undefined);
      if (performance.now() - started > printMs) return failed({ kind: "deadline-passed", afterMs: printMs });
      await pause(pollMs);
      const next = await ask();
      if (!next.ok) return next;
      replies = next.value;
    }
  }

  async function print(label: LabelRaster): Promise<Result<void, LabelPrintFault>> {
    if (label.widthDots > widestInches * dotsPerInch) {
      return failed({ fault: { kind: "wrong-dots", dotsPerInch }, mayHaveComeOut: false });
    }
    const ready = await ask();
    if (!ready.ok) return failed({ fault: ready.fault, mayHaveComeOut: false });
    const { condition, code } = stateIn(ready.value);
    if (condition !== null) {
      return failed({ fault: { kind: "condition", condition, code }, mayHaveComeOut: false });
    }
    const sent = await ask(zplOf(label, { peels, media }));
    const done = sent.ok ? await followed(sent.value) : sent;
    if (done.ok) return done;
    // Whatever stopped it, the label must not come out later on its own, when nobody expects it.
    await ask(zplCommand.cancelAll);
    return failed({ fault: done.fault, mayHaveComeOut: true });
  }

  async function taken(deadlineMs: number): Promise<Result<void, LabelPrinterFault>> {
    if (!peels) return failed({ kind: "no-sensor" });
    const started = performance.now();
    while (true) {
      const seen = await ask();
      if (!seen.ok) return seen;
      const { status } = seen.value;
      if (status !== null && !status.labelWaiting) return succeeded(undefined);
      const { condition, code } = stateIn(seen.value);
      if (status === null && condition !== null) return failed({ kind: "condition", condition, code });
      if (performance.now() - started > deadlineMs) {
        return failed({ kind: "deadline-passed", afterMs: deadlineMs });
      }
      await pause(pollMs);
    }
  }

  return {
    name,
    capabilities: { dotsPerInch, seesTaken: peels },
    state: () =>
      queue(async () => {
        const seen = await ask();
        return seen.ok ? succeeded(stateIn(seen.value)) : seen;
      }),
    print: (label) => queue(() => print(label)),
    taken: (deadlineMs) => queue(() => taken(deadlineMs)),
    forget: () =>
      queue(async () => {
        const told = await ask(zplCommand.cancelAll);
        return told.ok ? succeeded(undefined) : told;
      }),
    close: () => queue(() => Promise.resolve()),
  };
}
