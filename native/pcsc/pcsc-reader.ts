import type { ApduChannel, CardReader, ChannelFault } from "../../main/core/ports/apdu-channel.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { type CardConversation, openConversation } from "./card-conversation.ts";
import { within } from "./deadline.ts";
import { withReader } from "./reader-identity.ts";
import { scardCode, scardMeaning, scardName } from "./scard-codes.ts";
import { createTurns, type Turn, type Turns } from "./turns.ts";
import type { Winscard } from "./winscard.ts";

/** Why an escape command had no effect. */
export type EscapeFault = ChannelFault | { readonly kind: "not-supported" };

/** A reader of this machine, as it was chosen: it may come, go and come back. */
export interface PcscReader extends CardReader {
  /** Sends a command to the reader itself, a lamp or a buzzer; during a conversation with its card too. */
  escape(command: Uint8Array, deadlineMs: number): Promise<Result<Uint8Array, EscapeFault>>;
}

/** The reader chosen, as it is now. */
export interface PlaceSight {
  readonly name: string;
  readonly cardPresent: boolean;
  readonly laid: number;
}

/** Where a reader looks for itself. */
export interface ReaderPlace {
  /** What it is called in faults, whether it is there or not. */
  readonly name: string;
  /** The reader as it is now, or the reason why it is not there; waits at most `ms` for the very first look. */
  look(ms: number): Promise<Result<PlaceSight, string>>;
  /** The same, as last seen. */
  seen(): Result<PlaceSight, string>;
  onChange(listener: () => void): () => void;
}

/** Another program holds the card, or the watch has not seen yet that it went: asked again after this. */
const againMs = 100;
/** A release that takes longer goes on by itself; the reader is taken until it ends. */
const releaseMs = 2000;

/** A reader that finds itself again whenever it comes back. Conversations on it take turns; each has a context of its own. */
export function createPcscReader(scard: Winscard | null, place: ReaderPlace): PcscReader {
  const turns = createTurns();
  let open: { readonly conversation: CardConversation; readonly commands: Turns } | null = null;

  const lost = (cause: string): ChannelFault => ({ kind: "reader-lost", reader: place.name, cause });
  const faultOf = (code: number): ChannelFault => {
    switch (scardMeaning(code)) {
      case "card-gone":
        return { kind: "card-removed" };
      case "card-mute":
      case "not-answered":
        return { kind: "card-mute" };
      case "taken-by-another":
      case "reader-gone":
        return lost(scardName(code));
    }
  };

  function nextChange(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const timer = setTimeout(end, ms);
      const stop = place.onChange(end);
    });
  }

  function channelOn(conversation: CardConversation, reader: string, turn: Turn): ApduChannel {
    const commands = createTurns();
    const own = { conversation, commands };
    open = own;
    let closed = false;
    let busy = false;
    let over: ChannelFault | null = null;
    const exchange = async (
      command: Uint8Array,
      deadlineMs: number,
    ): Promise<Result<Uint8Array, ChannelFault>> => {
      const late = failed({ kind: "deadline-passed", afterMs: deadlineMs } as const);
      if (deadlineMs <= 0) return late;
      const until = performance.now() + deadlineMs;
      // An answer nobody waited for may still be on its way: nothing is sent before it has come.
      const line = await commands.take(deadlineMs);
      if (line === null) return late;
      const answering = conversation.transmit(command).finally(() => line.end());
      const answer = await within(answering, until - performance.now());
      if (answer === null) return late;
      if (answer.ok) return answer;
      over = faultOf(answer.fault);
      return failed(over);
    };
    return {
      reader,
      atr: conversation.atr,
      async transmit(command, deadlineMs) {
        if (closed || busy) {
          throw new Error("a conversation takes one command at a time, and none once closed");
        }
        // What broke a conversation stands: the next card is another conversation's.
        if (over !== null && over.kind !== "card-mute") return failed(over);
        busy = true;
        try {
          return await exchange(command, deadlineMs);
        } finally {
          busy = false;
        }
      },
      async close() {
        if (closed) return;
        closed = true;
        if (open === own) open = null;
        const releasing = commands
          .take(Number.POSITIVE_INFINITY)
          .then(() => conversation.release())
          .finally(() => turn.end());
        await within(releasing, releaseMs);
      },
    };
  }

  async function connectInTurn(
    turn: Turn,
    until: number,
    deadlineMs: number,
  ): Promise<Result<ApduChannel, ChannelFault>> {
    const left = () => until - performance.now();
    const giveUp = (fault: ChannelFault) => {
      turn.end();
      return failed(fault);
    };
    for (let last: ChannelFault = { kind: "no-card" }; ; ) {
      const now = await place.look(left());
      if (!now.ok || scard === null) return giveUp(lost(now.ok ? "no-library" : now.fault));
      if (!now.value.cardPresent) {
        if (left() <= 0) return giveUp(last);
        await nextChange(left());
        continue;
      }
      const opening = openConversation(scard, now.value.name);
      const opened = await within(opening, left());
      if (opened === null) {
        turnWaitsFor(opening, turn);
        return failed({ kind: "deadline-passed", afterMs: deadlineMs });
      }
      if (opened.ok) return succeeded(channelOn(opened.value, now.value.name, turn));
      const meaning = scardMeaning(opened.fault);
      if (meaning === "card-mute" || meaning === "not-answered") return giveUp({ kind: "card-mute" });
      if (meaning === "reader-gone") return giveUp(lost(scardName(opened.fault)));
      last = meaning === "card-gone" ? { kind: "no-card" } : { kind: "deadline-passed", afterMs: deadlineMs };
      if (left() <= 0) return giveUp(last);
      await nextChange(Math.min(againMs, left()));
    }
  }

  return {
    name: place.name,
    async connect(deadlineMs) {
      const until = performance.now() + deadlineMs;
      const turn = await turns.take(deadlineMs);
      if (turn === null) {
        const now = place.seen();
        if (!now.ok) return failed(lost(now.fault));
        return failed(
          now.value.cardPresent ? { kind: "deadline-passed", afterMs: deadlineMs } : { kind: "no-card" },
        );
      }
      return connectInTurn(turn, until, deadlineMs);
    },
    watch(listener) {
      const look = () => {
        const now = place.seen();
        return now.ok && now.value.cardPresent ? now.value.laid : null;
      };
      let told = look();
      listener(told !== null);
      return place.onChange(() => {
        const now = look();
        if (now === told) return;
        const wasThere = told !== null;
        told = now;
        if (wasThere) listener(false);
        if (now !== null) listener(true);
      });
    },
    async escape(command, deadlineMs) {
      const late = failed({ kind: "deadline-passed", afterMs: deadlineMs } as const);
      const until = performance.now() + deadlineMs;
      const now = place.seen();
      if (!now.ok || scard === null) return failed(lost(now.ok ? "no-library" : now.fault));
      const through = open;
      const turn = await (through?.commands ?? turns).take(deadlineMs);
      if (turn === null) return late;
      const asking = (
        through === null
          ? withReader(scard, now.value.name, (handle) => scard.control(handle, scard.escapeCode, command))
          : through.conversation.escape(command)
      ).finally(() => turn.end());
      const answer = await within(asking, until - performance.now());
      if (answer === null) return late;
      if (answer.ok) return answer;
      const isUnknown =
        answer.fault === scardCode.unsupportedFeature ||
        answer.fault === scardCode.unsupportedFeatureOnWindows;
      return failed(isUnknown ? { kind: "not-supported" } : faultOf(answer.fault));
    },
  };
}

/** A conversation that opens after everybody gave up is given back at once; the reader is taken until then. */
function turnWaitsFor(opening: ReturnType<typeof openConversation>, turn: Turn): void {
  void opening.then((late) => (late.ok ? late.value.release() : undefined)).finally(() => turn.end());
}
