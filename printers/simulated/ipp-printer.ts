import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { groupOf, numberIn, wordIn, wordsIn } from "../ipp/look.ts";
import {
  attributes,
  collection,
  type IppAttributes,
  type IppGroup,
  type IppMessage,
  type IppValue,
  integer,
  text,
} from "../ipp/message.ts";
import { ippOperation } from "../ipp/printer.ts";
import { readMessage } from "../ipp/read-message.ts";
import { messageBytes } from "../ipp/write-message.ts";
import { type CardMachineHands, type CardMachineOptions, createCardMachine } from "./card-machine.ts";
import {
  jobState,
  reasonsOf,
  runJob,
  type SimulatedJob,
  type SimulatedQueueFault,
  wantsCard,
} from "./ipp-jobs.ts";

/** How a simulated IPP printer is set up. */
export interface SimulatedIppOptions extends CardMachineOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly sides?: 1 | 2;
  /** Told of every operation by its number as it comes. */
  onOperation?(operation: number): void;
}

/** A card printer on the network that speaks IPP, without the plastic. */
export interface SimulatedIppPrinter extends CardMachineHands {
  readonly uri: string;
  failQueue(fault: SimulatedQueueFault): void;
  mendQueue(fault: SimulatedQueueFault): void;
  close(): Promise<void>;
}

const status = {
  ok: 0x0000,
  notFound: 0x0406,
  format: 0x040a,
  unsupported: 0x0501,
  notPossible: 0x0404,
} as const;
const idle = 3;
const processing = 4;
const stopped = 5;
const noValue = 0x13;

/** Starts the printer. */
export async function createSimulatedIppPrinter(options: SimulatedIppOptions): Promise<SimulatedIppPrinter> {
  const machine = createCardMachine(options);
  const faults = new Set<SimulatedQueueFault>();
  const has = (fault: SimulatedQueueFault) => faults.has(fault);
  const jobs: SimulatedJob[] = [];
  const under = () => jobs.filter(({ state }) => state < jobState.canceled);
  const working = () => under().some(({ state }) => state === jobState.processing);
  let uri = "";

  function printerAttributes(): IppAttributes {
    const waiting = working() && !machine.isPrinting() && wantsCard(machine);
    const reasons = reasonsOf(machine, waiting, has("queue-stopped"));
    const stands = reasons.some((reason) => reason.endsWith("-error") && !reason.startsWith("media-needed"));
    const state = has("queue-stopped") || (working() && stands) ? stopped : working() ? processing : idle;
    const size = collection([
      ["x-dimension", integer(8602)],
      ["y-dimension", integer(5486)],
    ]);
    return attributes([
      ["printer-uri-supported", text("uri", uri)],
      ["printer-name", text("name", "Cartes")],
      ["printer-make-and-model", text("text", "Guichet simulated card printer")],
      ["printer-state", { kind: "enum", value: state }],
      ["printer-state-reasons", words("keyword", ...reasons)],
      ["printer-is-accepting-jobs", { kind: "boolean", value: true }],
      ["queued-job-count", integer(under().length)],
      ["printer-impressions-completed", integer(machine.state().cardsInserted)],
      ["document-format-supported", words("mime", "image/pwg-raster")],
      [
        "operations-supported",
        Object.values(ippOperation).map((value) => ({ kind: "enum" as const, value })),
      ],
      ["media-size-supported", size],
      ["media-supported", words("keyword", "custom_card_86.02x54.86mm")],
      ["media-col-supported", words("keyword", "media-size", "media-top-margin")],
      [
        "pwg-raster-document-resolution-supported",
        { kind: "resolution", crossFeed: 300, feed: 300, unit: "dpi" },
      ],
      ["pwg-raster-document-type-supported", words("keyword", "srgb_8")],
      ["pwg-raster-document-sheet-back", text("keyword", "normal")],
      [
        "sides-supported",
        words("keyword", "one-sided", ...(options.sides === 2 ? ["two-sided-short-edge"] : [])),
      ],
      ["print-scaling-supported", words("keyword", "none")],
      ["print-color-mode-supported", words("keyword", "color")],
    ]);
  }

  function newJob(about: IppAttributes): SimulatedJob {
    const job: SimulatedJob = {
      number: jobs.length + 1,
      name: wordIn(about, "job-name") ?? "",
      user: wordIn(about, "requesting-user-name") ?? "",
      state: jobState.held,
      reason: "job-incoming",
      begun: false,
      cancel: new AbortController(),
    };
    jobs.push(job);
    return job;
  }

  const begin = (job: SimulatedJob, document: Uint8Array) => {
    job.reason = "none";
    void runJob(job, document, machine, has);
    return answered(status.ok, [{ kind: "job", attributes: jobAttributes(job) }]);
  };

  function answer(request: IppMessage): Answer {
    const about = groupOf(request, "operation");
    const job = jobs.find(({ number }) => number === numberIn(about, "job-id"));
    const refuses = has("refuses-documents");
    switch (request.code) {
      case ippOperation.getPrinterAttributes:
        return answered(status.ok, [{ kind: "printer", attributes: asked(printerAttributes(), about) }]);
      case ippOperation.validateJob:
        return answered(refuses ? status.format : status.ok, []);
      case ippOperation.createJob:
        return answered(status.ok, [{ kind: "job", attributes: jobAttributes(newJob(about)) }]);
      case ippOperation.printJob:
        return refuses ? answered(status.format, []) : begin(newJob(about), request.document);
      case ippOperation.sendDocument:
        return job === undefined ? answered(status.notFound, []) : begin(job, request.document);
      case ippOperation.getJobAttributes:
        return job === undefined
          ? answered(status.notFound, [])
          : answered(status.ok, [{ kind: "job", attributes: asked(jobAttributes(job), about) }]);
      case ippOperation.getJobs:
        return answered(
          status.ok,
          under().map((each) => ({ kind: "job" as const, attributes: asked(jobAttributes(each), about) })),
        );
      case ippOperation.cancelJob:
        if (job === undefined) return answered(status.notFound, []);
        if (job.state >= jobState.canceled) return answered(status.notPossible, []);
        job.cancel.abort();
        if (!job.begun) {
          job.state = jobState.canceled;
          job.reason = "job-canceled-by-user";
        }
        return answered(status.ok, []);
      default:
        return answered(status.unsupported, []);
    }
  }

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const gone = machine.has("offline") || (has("vanishes-during-print") && machine.isPrinting());
    const request = readMessage(await bodyOf(incoming));
    if (gone) {
      incoming.socket.destroy();
      return;
    }
    if (!request.ok || has("nonsense-answers")) {
      outgoing.writeHead(200, { "content-type": "text/html" }).end("<html>");
      return;
    }
    options.onOperation?.(request.value.code);
    const { code, groups } = answer(request.value);
    const opening: IppGroup = {
      kind: "operation",
      attributes: attributes([
        ["attributes-charset", text("charset", "utf-8")],
        ["attributes-natural-language", text("language", "en")],
      ]),
    };
    const { requestId } = request.value;
    const bytes = messageBytes({
      version: [2, 0],
      code,
      requestId,
      groups: [opening, ...groups],
      document: new Uint8Array(),
    });
    outgoing.writeHead(200, { "content-type": "application/ipp" }).end(bytes);
  };
  const server = createServer((incoming, outgoing) => {
    // A client that goes away in the middle of its request is no trouble of the printer's.
    serve(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  uri = `ipp://127.0.0.1:${(server.address() as AddressInfo).port}/ipp/print`;
  return {
    ...machine,
    uri,
    failQueue: (fault) => void faults.add(fault),
    mendQueue: (fault) => void faults.delete(fault),
    close() {
      machine.close();
      for (const { cancel } of jobs) cancel.abort();
      return new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
    },
  };
}

function words(kind: "keyword" | "mime", ...values: readonly string[]): readonly IppValue[] {
  return values.map((value) => text(kind, value));
}

function jobAttributes(job: SimulatedJob): IppAttributes {
  const counted = job.begun ? 1 : 0;
  return attributes([
    ["job-id", integer(job.number)],
    ["job-name", text("name", job.name)],
    ["job-originating-user-name", text("name", job.user)],
    ["job-state", { kind: "enum", value: job.state }],
    ["job-state-reasons", text("keyword", job.reason)],
    ["time-at-processing", job.begun ? integer(1) : { kind: "out-of-band", tag: noValue }],
    // Counted from the first line on, as printers of paper do.
    ["job-impressions-completed", integer(counted)],
  ]);
}

interface Answer {
  readonly code: number;
  readonly groups: readonly IppGroup[];
}

function answered(code: number, groups: readonly IppGroup[]): Answer {
  return { code, groups };
}

/** Only what was asked for, as printers do. */
function asked(all: IppAttributes, about: IppAttributes): IppAttributes {
  const wanted = wordsIn(about, "requested-attributes");
  if (wanted.length === 0 || wanted.includes("all")) return all;
  return new Map(
    [...all].filter(([name]) => wanted.includes(name)) as (readonly [string, readonly IppValue[]])[],
  );
}

async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of incoming as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}
