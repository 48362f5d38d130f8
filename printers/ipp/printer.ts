import type { PrinterFault } from "../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { type IppExchange, type IppPlace, ippExchange } from "./exchange.ts";
import { groupOf, groupsOf, numberIn, wordIn } from "./look.ts";
import {
  attributes,
  type IppAttributes,
  type IppGroup,
  type IppMessage,
  type IppValue,
  integer,
  text,
} from "./message.ts";

/** Operations by number (RFC 8011 §5.4.15; CUPS-Get-Printers is CUPS' own). */
export const ippOperation = {
  printJob: 0x0002,
  validateJob: 0x0004,
  createJob: 0x0005,
  sendDocument: 0x0006,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
  cupsGetPrinters: 0x4002,
} as const;
type Operation = (typeof ippOperation)[keyof typeof ippOperation];

/** Statuses that mean the request was done, if not always all of it (RFC 8011 appendix B.1.2). */
const lastSuccess = 0x00ff;

/** What is wanted of a job. */
export interface JobWishes {
  readonly name: string;
  readonly format: string;
  readonly job: IppAttributes;
}

/** A printer or a queue spoken to over IPP. Every call ends by its deadline. */
export interface IppPrinter {
  attributes(wanted: readonly string[], deadlineMs: number): Promise<Result<IppAttributes, PrinterFault>>;
  /** Asks whether a job like this would be taken. */
  validate(wishes: JobWishes, deadlineMs: number): Promise<Result<void, PrinterFault>>;
  /** Makes a job without a document; its number. */
  create(wishes: JobWishes, deadlineMs: number): Promise<Result<number, PrinterFault>>;
  /** Sends a job its one and last document. */
  send(
    job: number,
    wishes: JobWishes,
    document: Uint8Array,
    deadlineMs: number,
  ): Promise<Result<void, PrinterFault>>;
  /** Makes a job and sends its document in one. */
  print(wishes: JobWishes, document: Uint8Array, deadlineMs: number): Promise<Result<number, PrinterFault>>;
  job(
    job: number,
    wanted: readonly string[],
    deadlineMs: number,
  ): Promise<Result<IppAttributes, PrinterFault>>;
  /** The user's jobs that have not ended. */
  myJobs(
    wanted: readonly string[],
    deadlineMs: number,
  ): Promise<Result<readonly IppAttributes[], PrinterFault>>;
  cancel(job: number, deadlineMs: number): Promise<Result<void, PrinterFault>>;
}

/** The printer at a place, used in the name of `user`. */
export function ippPrinter(place: IppPlace, user: string): IppPrinter {
  const ask = asking(ippExchange(place));
  const at = [
    ["printer-uri", text("uri", place.uri)],
    ["requesting-user-name", text("name", user)],
  ] as const;
  const jobRequest = (operation: Operation, { name, format, job }: JobWishes, document?: Uint8Array) => ({
    operation,
    about: [...at, ["job-name", text("name", name)], ["document-format", text("mime", format)]] as const,
    job,
    ...(document === undefined ? {} : { document }),
  });
  return {
    async attributes(wanted, deadlineMs) {
      const request = { operation: ippOperation.getPrinterAttributes, about: [...at, keywords(wanted)] };
      const answer = await ask(request, deadlineMs);
      return answer.ok ? succeeded(groupOf(answer.value, "printer")) : answer;
    },
    async validate(wishes, deadlineMs) {
      return nothingOf(await ask(jobRequest(ippOperation.validateJob, wishes), deadlineMs));
    },
    async create(wishes, deadlineMs) {
      // The document's own format goes with the document.
      const { about, ...request } = jobRequest(ippOperation.createJob, wishes);
      const named = about.filter(([name]) => name !== "document-format");
      return jobIn(await ask({ ...request, about: named }, deadlineMs));
    },
    async send(job, { format }, document, deadlineMs) {
      const request = {
        operation: ippOperation.sendDocument,
        about: [
          at[0],
          ["job-id", integer(job)],
          at[1],
          ["document-format", text("mime", format)],
          ["last-document", { kind: "boolean", value: true }],
        ],
        document,
      } as const;
      return nothingOf(await ask(request, deadlineMs));
    },
    async print(wishes, document, deadlineMs) {
      return jobIn(await ask(jobRequest(ippOperation.printJob, wishes, document), deadlineMs));
    },
    async job(job, wanted, deadlineMs) {
      const about = [at[0], ["job-id", integer(job)], at[1], keywords(wanted)] as const;
      const answer = await ask({ operation: ippOperation.getJobAttributes, about }, deadlineMs);
      return answer.ok ? succeeded(groupOf(answer.value, "job")) : answer;
    },
    async myJobs(wanted, deadlineMs) {
      const about = [
        ...at,
        ["which-jobs", text("keyword", "not-completed")],
        ["my-jobs", { kind: "boolean", value: true }],
        keywords(wanted),
      ] as const;
      const answer = await ask({ operation: ippOperation.getJobs, about }, deadlineMs);
      return answer.ok ? succeeded(groupsOf(answer.value, "job")) : answer;
    },
    async cancel(job, deadlineMs) {
      const about = [at[0], ["job-id", integer(job)], at[1]] as const;
      return nothingOf(await ask({ operation: ippOperation.cancelJob, about }, deadlineMs));
    },
  };
}

/** The queues of a CUPS server, with what is wanted of each. */
export async function cupsQueues(
  server: string,
  wanted: readonly string[],
  deadlineMs: number,
): Promise<Result<readonly IppAttributes[], PrinterFault>> {
  const about = [keywords(wanted)] as const;
  const answer = await asking(ippExchange({ uri: server }))(
    { operation: ippOperation.cupsGetPrinters, about },
    deadlineMs,
  );
  return answer.ok ? succeeded(groupsOf(answer.value, "printer")) : answer;
}

function keywords(wanted: readonly string[]) {
  return ["requested-attributes", wanted.map((name) => text("keyword", name))] as const;
}

interface Question {
  readonly operation: Operation;
  readonly about: readonly (readonly [string, IppValue | readonly IppValue[]])[];
  readonly job?: IppAttributes;
  readonly document?: Uint8Array;
}

/** Numbers requests, and takes a status that refuses for what it is. */
function asking(exchange: IppExchange) {
  let last = 0;
  return async (
    { operation, about, job, document }: Question,
    deadlineMs: number,
  ): Promise<Result<IppMessage, PrinterFault>> => {
    last += 1;
    const groups: IppGroup[] = [
      {
        kind: "operation",
        attributes: attributes([
          ["attributes-charset", text("charset", "utf-8")],
          ["attributes-natural-language", text("language", "en")],
          ...about,
        ]),
      },
      ...(job === undefined ? [] : [{ kind: "job" as const, attributes: job }]),
    ];
    const answer = await exchange(
      { version: [2, 0], code: operation, requestId: last, groups, document: document ?? new Uint8Array() },
      deadlineMs,
    );
    if (!answer.ok || answer.value.code <= lastSuccess) return answer;
    const said = wordIn(groupOf(answer.value, "operation"), "status-message") ?? "";
    const status = `0x${answer.value.code.toString(16).padStart(4, "0")}`;
    return failed({ kind: "misunderstood", answer: `${status} ${said}`.trim() });
  };
}

function nothingOf(answer: Result<IppMessage, PrinterFault>): Result<void, PrinterFault> {
  return answer.ok ? succeeded(undefined) : answer;
}

function jobIn(answer: Result<IppMessage, PrinterFault>): Result<number, PrinterFault> {
  if (!answer.ok) return answer;
  const job = numberIn(groupOf(answer.value, "job"), "job-id");
  return job === null ? failed({ kind: "misunderstood", answer: "a job without a number" }) : succeeded(job);
}
