import type { ApduChannel, CardReader, ChannelFault } from "../../main/core/ports/apdu-channel.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { answerOfReader } from "./get-data.ts";

/** What can lie on a simulated reader: a card's radio side. */
export interface SimulatedCard {
  /** As PC/SC would show it; empty when the card does not answer to the field. */
  readonly atr: Uint8Array;
  /** The number it shows when it enters the field (ISO/IEC 14443-3): fixed, or another every time. Absent: it has none to show. */
  radioNumber?(): Uint8Array;
  /** Answers one command APDU. An empty answer: it stays mute. Null: it left the field, whatever it did before. */
  apdu(command: Uint8Array): Uint8Array | null;
  /** How long it thinks over every answer; absent: no time at all. */
  readonly thinksMs?: number;
  /** The field is gone: every session is lost, what was written stays. */
  powerOff(): void;
}

/** A contactless reader in this process: a place where one simulated card can be laid and taken away. */
export interface SimulatedReader extends CardReader {
  /** Lays a card. Throws when one lies there already. */
  lay(card: SimulatedCard): void;
  /** Takes the card away, in the middle of a command too; null when there was none. */
  take(): SimulatedCard | null;
}

/** Somebody waiting to speak to the card. */
interface Waiting {
  open(): void;
}

interface Conversation {
  /** Tells the command under way that the card has gone. */
  interrupted: (() => void) | null;
}

/** Makes an empty reader. Every answer takes `latencyMs`; the card acts first, then its answer travels, so a removal may lose it. */
export function createSimulatedReader(name: string, latencyMs = 0): SimulatedReader {
  let laid: SimulatedCard | null = null;
  let conversation: Conversation | null = null;
  const queue: Waiting[] = [];
  const listeners = new Set<(present: boolean) => void>();

  function tell(present: boolean): void {
    for (const listener of listeners) listener(present);
  }

  function serveNext(): void {
    if (laid === null || conversation !== null || queue.length === 0) return;
    queue.shift()?.open();
    serveNext();
  }

  function take(): SimulatedCard | null {
    const card = laid;
    if (card === null) return null;
    const broken = conversation;
    laid = null;
    conversation = null;
    card.powerOff();
    broken?.interrupted?.();
    tell(false);
    return card;
  }

  function begin(card: SimulatedCard): Result<ApduChannel, ChannelFault> {
    if (card.atr.length === 0) return failed({ kind: "card-mute" });
    const own: Conversation = { interrupted: null };
    let closed = false;
    conversation = own;
    return succeeded({
      reader: name,
      atr: card.atr,
      async transmit(command, deadlineMs) {
        if (closed || own.interrupted !== null) {
          throw new Error("a conversation takes one command at a time, and none once closed");
        }
        if (conversation !== own) return failed({ kind: "card-removed" });
        if (deadlineMs <= 0) return failed({ kind: "deadline-passed", afterMs: 0 });
        const answer = answerOfReader(card, command) ?? card.apdu(command);
        if (answer === null) {
          take();
          return failed({ kind: "card-removed" });
        }
        if (answer.length === 0) return failed({ kind: "card-mute" });
        return travel(own, answer, latencyMs + (card.thinksMs ?? 0), deadlineMs);
      },
      close() {
        closed = true;
        if (conversation === own) {
          conversation = null;
          serveNext();
        }
        return Promise.resolve();
      },
    });
  }

  /** Brings an answer after the time it takes, unless the card or the time is gone before. */
  function travel(
    own: Conversation,
    answer: Uint8Array,
    tookMs: number,
    deadlineMs: number,
  ): Promise<Result<Uint8Array, ChannelFault>> {
    if (tookMs <= 0) return Promise.resolve(succeeded(answer));
    return new Promise((resolve) => {
      const inTime = tookMs <= deadlineMs;
      const arrive = (outcome: Result<Uint8Array, ChannelFault>) => {
        clearTimeout(timer);
        own.interrupted = null;
        resolve(outcome);
      };
      const timer = setTimeout(
        () => arrive(inTime ? succeeded(answer) : failed({ kind: "deadline-passed", afterMs: deadlineMs })),
        Math.min(tookMs, deadlineMs),
      );
      own.interrupted = () => arrive(failed({ kind: "card-removed" }));
    });
  }

  return {
    name,
    take,
    lay(card) {
      if (laid !== null) throw new Error(`a card lies on ${name} already`);
      laid = card;
      tell(true);
      serveNext();
    },
    connect(deadlineMs) {
      if (laid !== null && conversation === null) return Promise.resolve(begin(laid));
      return new Promise((resolve) => {
        const waiting: Waiting = {
          open() {
            clearTimeout(timer);
            if (laid !== null) resolve(begin(laid));
          },
        };
        const timer = setTimeout(() => {
          queue.splice(queue.indexOf(waiting), 1);
          resolve(
            failed(laid === null ? { kind: "no-card" } : { kind: "deadline-passed", afterMs: deadlineMs }),
          );
        }, deadlineMs);
        queue.push(waiting);
      });
    },
    watch(listener) {
      listeners.add(listener);
      listener(laid !== null);
      return () => listeners.delete(listener);
    },
  };
}
