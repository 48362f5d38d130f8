import { type CardMachineHands, type CardMachineOptions, createCardMachine } from "./card-machine.ts";
import { countedRibbon, type SimulatedFault } from "./card-mechanism.ts";
import { createEscStream, type EscSaid } from "./esc-stream.ts";
import { type HeardMachine, onNetwork } from "./listener.ts";
import { layersInPanels, type Panel } from "./read-panels.ts";

/** How a simulated Evolis printer without a service is set up. */
export interface SimulatedEscOptions extends CardMachineOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Told of every command as it comes; panels by their head. */
  onCommand?(command: string): void;
}

/** An Evolis printer on a bare socket, without the plastic. */
export interface SimulatedEscPrinter extends CardMachineHands, HeardMachine {}

/** Starts the printer. */
export async function createSimulatedEscPrinter(options: SimulatedEscOptions): Promise<SimulatedEscPrinter> {
  const machine = createCardMachine(options);
  const has = (fault: SimulatedFault) => machine.has(fault);
  /** The faces downloaded since a sequence began; null outside a sequence. */
  let sequence: { readonly front: Map<string, Panel>; readonly back: Map<string, Panel> } | null = null;
  let side: "front" | "back" = "front";

  async function reply(said: EscSaid): Promise<string> {
    if (said.kind === "panel") {
      options.onCommand?.(`Db;${said.panel};${said.levels}`);
      if (sequence === null) return "ERR SEQUENCE";
      sequence[side].set(said.panel, said);
      return "OK";
    }
    const { text } = said;
    options.onCommand?.(text);
    const asked = statusOf(text);
    if (asked !== null) return asked;
    if (machine.isPrinting()) return "BUSY";
    if (text.startsWith("Pr;") || text === "Wcb;o;255") return "OK";
    if (text === "Ss") sequence = { front: new Map(), back: new Map() };
    if (text === "Sr" || text === "Sv") {
      side = text === "Sr" ? "front" : "back";
      return "OK";
    }
    const loaded = sequence;
    if (text !== "Se" || loaded === null || loaded.front.size === 0) return machine.obey(text);
    sequence = null;
    const front = layersInPanels(loaded.front);
    if (front === null) return "ERR NO PANEL";
    const end = await machine.print({ front, back: layersInPanels(loaded.back) }, () =>
      Promise.resolve(!has("no-ribbon-at-print")),
    );
    if (end === "cancelled") return "ERR RIB DETECTION";
    return end === "failed" ? "ERR PRINT" : "OK";
  }

  function statusOf(question: string): string | null {
    const state = machine.state();
    switch (question) {
      case "Rlr;p":
        if (state.held === null) return "OK";
        return state.held.place === "contactless" ? "CONTACTLESS CARD" : "CARD";
      case "Rlr":
        if (machine.isPrinting()) return "BUSY";
        if (state.jammed) return "ERR MECHANICAL";
        if (has("head-too-hot")) return "ERR HEAD TEMP";
        if (has("hopper-full")) return "ERR HOPPER FULL";
        return has("reject-box-full") ? "ERR REJECT FULL" : "OK";
      case "Rse;o":
        return has("cover-open") ? "OPEN" : "CLOSED";
      case "Rse;f":
        if (machine.waitsForCard()) return "WAIT CARD";
        return has("feeder-empty") || state.feeder.length === 0 ? "EMPTY" : "CARD";
      case "Rcr":
        if (has("no-ribbon-at-print")) return "ERR RIB DETECTION";
        return countedRibbon(state) === 0 || has("ribbon-false-alarm") ? "RIBBON END" : "OK";
      default:
        return null;
    }
  }

  return onNetwork(machine, options.port, (socket) => {
    const stream = createEscStream();
    let last: Promise<unknown> = Promise.resolve();
    return (bytes) => {
      for (const said of stream.push(bytes)) {
        last = last.then(async () => socket.write(`${await reply(said)}\0`));
      }
    };
  });
}
