import { userInfo } from "node:os";
import type {
  CardFaces,
  CardPrinter,
  PrinterFault,
  PrinterState,
  PrintFault,
} from "../../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";
import type { IppPlace } from "../../ipp/exchange.ts";
import { numberIn, wordIn } from "../../ipp/look.ts";
import type { IppAttributes } from "../../ipp/message.ts";
import { type IppPrinter, ippOperation, ippPrinter, type JobWishes } from "../../ipp/printer.ts";
import { createQueue } from "../../queue.ts";
import { type QueueSight, queueSight, stateAttributes, stopsStart } from "./conditions.ts";
import { type CardDocument, type DocumentChoice, documentAttributes, documentFor } from "./document.ts";
import { followJob, type JobPatience, takenBack } from "./follow-job.ts";

/** Where a queue is, what is known of the printer behind it, and how patient to be with it. */
export interface OsQueueOptions extends IppPlace {
  readonly name: string;
  /** What its jobs are called: no other desk's are called the same, and no person's name is in it. */
  readonly jobName: string;
  readonly sides?: 1 | 2;
  readonly format?: DocumentChoice;
  /** A card never takes less: a job that ends sooner printed nothing. */
  readonly quickestMs?: number;
  readonly patience?: Partial<Omit<JobPatience, "quickestMs">>;
}

const usualPatience: Omit<JobPatience, "quickestMs"> = {
  answerMs: 5_000,
  printMs: 180_000,
  stuckMs: 20_000,
  cardMs: 60_000,
  pollMs: 500,
};
const usualQuickestMs = 3_000;
/** How long the document itself may take on its way. */
const sendMs = 60_000;

/**
 * A card printer behind a queue of the machine or on the network, spoken to over IPP. A queue moves no cards: a print takes one,
 * prints it and gives it out.
 */
export function createOsQueuePrinter(options: OsQueueOptions): CardPrinter {
  const patience = {
    ...usualPatience,
    ...options.patience,
    quickestMs: options.quickestMs ?? usualQuickestMs,
  };
  const { answerMs } = patience;
  const printer = ippPrinter(options, userInfo().username);
  const { jobName } = options;
  const queue = createQueue();
  const closing = new AbortController();
  const sides = options.sides ?? 1;
  /** Prints asked for and not ended. */
  let prints = 0;

  async function sight(): Promise<Result<QueueSight, PrinterFault>> {
    const seen = await printer.attributes(stateAttributes, answerMs);
    return seen.ok ? succeeded(queueSight(seen.value)) : seen;
  }
  /** A look at a queue where no job of ours is under way: one that a stop left there is taken back before it prints on another's card. */
  async function restingSight(): Promise<Result<QueueSight, PrinterFault>> {
    const first = await sight();
    if (!first.ok || (first.value.queued === 0 && first.value.state !== "processing")) return first;
    return (await takeBackJobs(printer, jobName, answerMs)) ? sight() : first;
  }

  async function print(faces: CardFaces): Promise<Result<void, PrintFault>> {
    if (faces.back !== null && sides === 1) return untouched({ kind: "incapable", of: "two-sides" });
    const ready = await restingSight();
    if (!ready.ok) return untouched(ready.fault);
    const condition = stopsStart(ready.value);
    if (condition !== null) return untouched({ kind: "condition", condition, code: ready.value.code });
    const known = await printer.attributes(
      [...documentAttributes, "operations-supported", "cups-version", "device-uri"],
      answerMs,
    );
    if (!known.ok) return untouched(known.fault);
    const document = documentFor(faces, known.value, options.format ?? "automatic");
    if (!document.ok) return untouched(document.fault);
    const wishes = { name: jobName, format: document.value.format, job: document.value.job };
    const allowed = await printer.validate(wishes, answerMs);
    if (!allowed.ok) return untouched(allowed.fault);
    const sent = await sentJob(printer, wishes, document.value, known.value, patience);
    if (!sent.ok) return sent;
    return followJob(printer, sent.value, { ...patience, ...endOf(known.value, patience) }, closing.signal);
  }

  return {
    name: options.name,
    capabilities: { sides, ribbon: null, inlineEncoding: false, printsBeforeEncoding: false },
    // Looked at while a job runs, too: what stops it is on screen while it can still be put right.
    async state() {
      const seen = await (prints > 0 ? sight() : queue(restingSight));
      return seen.ok ? succeeded(stateOf(seen.value, prints > 0)) : seen;
    },
    async counters() {
      const seen = await printer.attributes(["printer-impressions-completed"], answerMs);
      if (!seen.ok) return seen;
      return succeeded({
        ribbonLeft: null,
        cardsPrinted: numberIn(seen.value, "printer-impressions-completed"),
        cardsSinceCleaning: null,
        cardsUntilCleaning: null,
        cardsUntilWarrantyLost: null,
      });
    },
    feed: incapable,
    toContactless: incapable,
    async print(faces) {
      prints += 1;
      try {
        return await queue(() => print(faces));
      } finally {
        prints -= 1;
      }
    },
    eject: incapable,
    reject: incapable,
    close() {
      closing.abort();
      return queue(() => Promise.resolve());
    },
  };
}

function incapable(): Promise<Result<never, PrinterFault>> {
  return Promise.resolve(failed({ kind: "incapable", of: "moving-cards" }));
}

function stateOf(sight: QueueSight, printing: boolean): PrinterState {
  return {
    condition: stopsStart(sight) ?? (printing ? "busy" : null),
    held: "none",
    ribbonLeft: null,
    notices: sight.notices,
    code: sight.code,
  };
}

/** Cancels jobs of this desk that nobody follows any more; whether there were any. */
async function takeBackJobs(printer: IppPrinter, name: string, answerMs: number): Promise<boolean> {
  const jobs = await printer.myJobs(["job-id", "job-name"], answerMs);
  if (!jobs.ok) return false;
  const left = jobs.value.filter((job) => wordIn(job, "job-name") === name);
  for (const job of left) {
    const number = numberIn(job, "job-id");
    if (number !== null) await printer.cancel(number, answerMs);
  }
  return left.length > 0;
}

/** Gives the document to the printer. Until it has a whole document it prints nothing: a job that never got one is taken back. */
async function sentJob(
  printer: IppPrinter,
  wishes: JobWishes,
  document: CardDocument,
  known: IppAttributes,
  patience: JobPatience,
): Promise<Result<number, PrintFault>> {
  const bytes = await document.bytes();
  const operations = (known.get("operations-supported") ?? []).flatMap((each) =>
    each.kind === "enum" ? [each.value] : [],
  );
  if (!operations.includes(ippOperation.createJob) || !operations.includes(ippOperation.sendDocument)) {
    const printed = await printer.print(wishes, bytes, sendMs);
    // A refusal is known to have printed nothing; a silence is not.
    return printed.ok
      ? printed
      : failed({ fault: printed.fault, cardTouched: printed.fault.kind !== "misunderstood" });
  }
  const created = await printer.create(wishes, patience.answerMs);
  if (!created.ok) return untouched(created.fault);
  const sent = await printer.send(created.value, wishes, bytes, sendMs);
  return sent.ok ? created : takenBack(printer, created.value, sent.fault, patience);
}

/** Queues that end a job when they have handed it over know nothing of the card: how soon they do says nothing either. */
function endOf(known: IppAttributes, { quickestMs }: JobPatience): Pick<JobPatience, "quickestMs"> {
  const device = wordIn(known, "device-uri");
  const follows = device === null || /^(?:ipps?|https?|dnssd|implicitclass):/.test(device);
  return { quickestMs: follows ? quickestMs : 0 };
}

function untouched(fault: PrinterFault): Result<never, PrintFault> {
  return failed({ fault, cardTouched: false });
}
