import { rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { answerOfReader } from "../pcsc/get-data.ts";
import type { SimulatedCard } from "../pcsc/simulated-reader.ts";
import { type AskedOfReader, answerFrame, type ReaderAnswer, takeFrames } from "./handler-frames.ts";

/** What a virtual reader is made of. */
export interface VirtualReaderOptions {
  /** The unix socket named in pcscd's configuration. */
  readonly socket: string;
  readonly vendor?: string;
  readonly serial?: string;
  /** Time every answer of the card travels; the card acts first, so a removal may lose it. */
  readonly latencyMs?: number;
  /** Answers an escape command, a lamp or a buzzer; null when the reader does not know it. */
  readonly onControl?: (code: number, bytes: Uint8Array) => Uint8Array | null;
}

/** A reader that unmodified pcscd sees, and the hands that use it. */
export interface VirtualReader {
  /** Lays a card. Throws when one lies there already. */
  lay(card: SimulatedCard): void;
  /** Takes the card away, in the middle of a command too; null when there was none. */
  take(): SimulatedCard | null;
  /** Pulls the reader's plug: pcscd loses it until `plug`. The card stays where it lies, without power. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  /** Resolves when pcscd has the reader. */
  seen(): Promise<void>;
  /** Unplugs for good. */
  close(): Promise<void>;
}

/** PC/SC part 3, attribute identifiers. */
const vendorName = 0x0001_0100;
const serialNumber = 0x0001_0103;

/** Plugs in a virtual reader. */
export async function createVirtualReader(options: VirtualReaderOptions): Promise<VirtualReader> {
  const { latencyMs = 0, onControl = () => null } = options;
  const attributes = new Map([
    [vendorName, options.vendor],
    [serialNumber, options.serial],
  ]);
  const connections = new Set<Socket>();
  const listeningToEvents = new Set<Socket>();
  let laid: SimulatedCard | null = null;
  let powered = false;
  let seen = Promise.withResolvers<void>();
  /** Loses the answer under way. */
  let interrupted: (() => void) | null = null;

  function powerOff(): void {
    if (powered) laid?.powerOff();
    powered = false;
  }

  function tell(event: "1" | "0"): void {
    for (const socket of listeningToEvents) socket.write(event);
  }

  function take(): SimulatedCard | null {
    const card = laid;
    if (card === null) return null;
    powerOff();
    laid = null;
    interrupted?.();
    tell("0");
    return card;
  }

  function transmit(command: Uint8Array): Promise<ReaderAnswer> | ReaderAnswer {
    if (laid === null || !powered) return { code: "no-card" };
    const response = answerOfReader(laid, command) ?? laid.apdu(command);
    if (response === null) {
      take();
      return { code: "no-card" };
    }
    const told: ReaderAnswer = response.length === 0 ? { code: "mute" } : { code: "done", bytes: response };
    const tookMs = latencyMs + (laid?.thinksMs ?? 0);
    if (tookMs === 0) return told;
    return new Promise((resolve) => {
      const arrive = (arrived: ReaderAnswer) => {
        clearTimeout(timer);
        interrupted = null;
        resolve(arrived);
      };
      const timer = setTimeout(() => arrive(told), tookMs);
      interrupted = () => arrive({ code: "no-card" });
    });
  }

  function answer(asked: AskedOfReader): Promise<ReaderAnswer> | ReaderAnswer {
    switch (asked.ask) {
      case "power-up":
        powerOff();
        if (laid === null) return { code: "no-card" };
        powered = true;
        return { code: "done", bytes: laid.atr };
      case "power-down":
        powerOff();
        return { code: "done" };
      case "transmit":
        return transmit(asked.command);
      case "control": {
        const bytes = onControl(asked.code, asked.bytes);
        return bytes === null ? { code: "unknown" } : { code: "done", bytes };
      }
      case "attribute": {
        const text = attributes.get(asked.tag);
        return text === undefined ? { code: "unknown" } : { code: "done", bytes: Buffer.from(text) };
      }
    }
  }

  const server = createServer((socket) => {
    connections.add(socket);
    socket.on("close", () => {
      connections.delete(socket);
      listeningToEvents.delete(socket);
    });
    // Its end is told by "close"; a pcscd that died in the middle of a line is no bug of ours.
    socket.on("error", () => undefined);
    let kind: string | null = null;
    let kept: Uint8Array = new Uint8Array();
    let turn: Promise<void> = Promise.resolve();
    const serve = async (asked: AskedOfReader) => {
      const reply = await answer(asked);
      if (!socket.destroyed) socket.write(answerFrame(reply));
    };
    socket.on("data", (bytes: Uint8Array) => {
      const [first] = bytes;
      let rest = bytes;
      if (kind === null && first !== undefined) {
        kind = String.fromCharCode(first);
        rest = bytes.subarray(1);
        if (kind === "E") {
          listeningToEvents.add(socket);
          socket.write(laid === null ? "0" : "1");
          seen.resolve();
        }
      }
      if (kind !== "C") return;
      const taken = takeFrames(Buffer.concat([kept, rest]));
      kept = taken.rest;
      for (const asked of taken.frames) turn = turn.then(() => serve(asked));
    });
  });

  async function plug(): Promise<void> {
    await rm(options.socket, { force: true });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(options.socket, () => {
        server.off("error", reject);
        resolve();
      });
    });
  }

  async function unplug(): Promise<void> {
    if (!server.listening) return;
    powerOff();
    interrupted?.();
    seen = Promise.withResolvers();
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    for (const socket of connections) socket.destroy();
    await closed;
  }

  await plug();
  return {
    take,
    plug,
    unplug,
    seen: () => seen.promise,
    close: unplug,
    lay(card) {
      if (laid !== null) throw new Error("a card lies on the virtual reader already");
      laid = card;
      tell("1");
    },
  };
}
