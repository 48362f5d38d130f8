import type { PrinterFault } from "../../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";
import { isRefusal, printerCommand, readCount } from "../evolis/language.ts";
import type { EvolisTalk, Sight } from "../evolis/sight.ts";
import {
  getState,
  getStatus,
  isSessionReserved,
  printEnd,
  resetCom,
  type ServiceRequest,
  sendCommand,
} from "./commands.ts";
import type { Exchange, ExchangeFault } from "./connection.ts";
import {
  conditionOf,
  heldCardOf,
  isPrinting,
  noticesIn,
  noticesOf,
  readStatusWords,
  readSupervisionState,
} from "./status.ts";

/** A failure that is either a fault of the port or the service's own error, still to be explained. */
export type AskFault = PrinterFault | Extract<ExchangeFault, { kind: "service-error" }>;

/** Talks to one printer of the service and frees a session left reserved, once a call. */
export interface Conversation extends EvolisTalk {
  ask(request: ServiceRequest, deadlineMs: number): Promise<Result<string, AskFault>>;
  /** Remembers the print session, so that a later recovery can end it. */
  sessionIs(session: string | null): void;
}

/** A conversation with `device`; `answerMs` is how long a plain question may take. */
export function converse(exchange: Exchange, device: string, answerMs: number): Conversation {
  let session: string | null = null;

  async function ask(request: ServiceRequest, deadlineMs: number): Promise<Result<string, AskFault>> {
    const first = await exchange(request, deadlineMs);
    if (first.ok || first.fault.kind !== "service-error" || !isSessionReserved(first.fault.error))
      return first;
    await free();
    const second = await exchange(request, deadlineMs);
    if (second.ok || second.fault.kind !== "service-error" || !isSessionReserved(second.fault.error))
      return second;
    return failed({ kind: "session-reserved" });
  }

  /** What helps in the field after a crash, in this order; each may fail without harm. */
  async function free(): Promise<void> {
    if (session !== null) await exchange(printEnd(session), answerMs);
    session = null;
    await exchange(sendCommand(device, printerCommand.softReset, answerMs), answerMs);
    await exchange(resetCom(device, answerMs), answerMs);
  }

  async function command(text: string, deadlineMs: number): Promise<Result<string, PrinterFault>> {
    const reply = await ask(sendCommand(device, text, deadlineMs), deadlineMs);
    if (!reply.ok) return failed(plainFault(reply.fault));
    return isRefusal(reply.value) ? failed({ kind: "misunderstood", answer: reply.value }) : reply;
  }

  async function look(): Promise<Result<Sight, PrinterFault>> {
    const said = await ask(getState(device), answerMs);
    if (!said.ok) return failed(plainFault(said.fault));
    const state = readSupervisionState(said.value);
    if (state === null) return failed({ kind: "misunderstood", answer: said.value });
    const binary = await ask(getStatus(device), answerMs);
    const words = binary.ok ? readStatusWords(binary.value) : null;
    return succeeded({
      condition: conditionOf(state),
      held: heldCardOf(words),
      printing: isPrinting(words),
      notices: [...new Set([...noticesOf(state), ...noticesIn(words)])],
      code: `${state.major},${state.minor}`,
    });
  }

  /** A counter sometimes answers something else ("OK"); it is asked three times at most. */
  async function count(counter: string): Promise<number | null> {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const reply = await ask(sendCommand(device, counter, answerMs), answerMs);
      if (!reply.ok || isRefusal(reply.value)) return null;
      const counted = readCount(reply.value);
      if (counted !== null) return counted;
    }
    return null;
  }

  return {
    ask,
    command,
    look,
    count,
    sessionIs(now) {
      session = now;
    },
  };
}

/** The port's fault for one of the conversation's, where no state explains the service's error better. */
export function plainFault(fault: AskFault): PrinterFault {
  return fault.kind === "service-error"
    ? { kind: "misunderstood", answer: `${fault.error.code} ${fault.error.message}` }
    : fault;
}
