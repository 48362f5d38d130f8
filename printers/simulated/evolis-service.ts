import { setTimeout as wait } from "node:timers/promises";
import { cardHeightDots, cardWidthDots, type PrintLayers } from "../../main/core/ports/card-printer.ts";
import { pngOf } from "../../native/images/rasters.ts";
import { laidOver } from "../artwork/layers.ts";
import {
  type CardHappening,
  type CardMechanismState,
  type CardPlace,
  type CardStep,
  clearJam,
  countedRibbon,
  letOut,
  printHeld,
  pulledOut,
  type SimulatedFault,
  supervisionStateOf,
  takeOut,
  toStation,
} from "./card-mechanism.ts";
import { listenForRpc, type RpcOutcome } from "./json-rpc-server.ts";
import { readBmp } from "./read-bmp.ts";

/** How a simulated Evolis printer is set up. */
export interface SimulatedEvolisOptions {
  /** The printer's name in the service. */
  readonly device: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Where it stands: new, or as kept from an earlier run. */
  readonly state: CardMechanismState;
  /** What was last printed on each card in earlier runs, if it was kept. */
  readonly printed?: ReadonlyMap<string, PrintLayers>;
  /** Time one printed face takes. */
  readonly printMs?: number;
  /** Time a print takes that is made slow. */
  readonly slowPrintMs?: number;
  /** Never closes a connection by itself, like some versions of the service. */
  readonly leavesConnectionsOpen?: boolean;
  /** Told of every request as it comes, bitmaps left out. */
  onRequest?(method: string, command: string): void;
  /** Told of every move before the service answers, so that the chip of the same body lies on the reader in time. */
  onMoved?(cardId: string, place: CardPlace): void | Promise<void>;
  /** Told of everything that happens, with the state it led to, before the service answers: the place to keep the state. */
  onHappening?(happening: CardHappening, state: CardMechanismState): void | Promise<void>;
}

/** An Evolis printer and its service, without the plastic: it answers on a socket and shows what came out. */
export interface SimulatedEvolisService {
  readonly host: "127.0.0.1";
  readonly port: number;
  state(): CardMechanismState;
  /** Lays cards on top of those in the feeder: they are taken next, the first of them first. */
  loadFeeder(cards: readonly string[]): void;
  loadRibbon(faces: number): void;
  takeOut(cardId: string): Promise<void>;
  /** Pulls out the card held, in the middle of whatever is done with it. */
  pullOut(): Promise<void>;
  clearJam(): Promise<void>;
  fail(fault: SimulatedFault): void;
  mend(fault: SimulatedFault): void;
  /** PNG of the last print on a card, both layers over each other; null when it was never printed. */
  picture(cardId: string): Promise<Uint8Array | null>;
  /** The last print on a card. */
  layersOf(cardId: string): PrintLayers | null;
  close(): Promise<void>;
}

interface Session {
  readonly name: string;
  colour: Uint8Array | null;
  black: Uint8Array | null;
}

const ok: RpcOutcome = { result: "OK" };

function refused(code: number, message: string): RpcOutcome {
  return { error: { code, message } };
}

/** Starts the service. */
export async function createSimulatedEvolisService(
  options: SimulatedEvolisOptions,
): Promise<SimulatedEvolisService> {
  let state = options.state;
  let session: Session | null = null;
  let sessions = 0;
  let keepsAfterPrint = false;
  let printing = false;
  let asking: ((action: string) => void) | null = null;
  const printed = new Map(options.printed);
  const closing = new AbortController();

  async function apply(step: CardStep): Promise<void> {
    state = step.state;
    for (const happening of step.happened) {
      if (happening.kind === "printed") printed.set(happening.cardId, happening.layers);
      else await options.onMoved?.(happening.cardId, happening.to);
      await options.onHappening?.(happening, state);
    }
  }

  const has = (fault: SimulatedFault) => state.faults.includes(fault);
  const mend = (fault: SimulatedFault) => {
    state = { ...state, faults: state.faults.filter((one) => one !== fault) };
  };
  const raise = (fault: SimulatedFault) => {
    state = { ...state, faults: [...new Set([...state.faults, fault])] };
  };
  const reserved = () => has("session-reserved") || has("session-stuck");

  async function command(text: string): Promise<RpcOutcome> {
    if (has("offline")) return refused(1302, "Device not found");
    if (reserved()) return refused(1700, "Communication session already reserved");
    if (printing) return refused(1702, "Action already in progress");
    switch (text) {
      case "Sic":
        await apply(toStation(state, "contactless"));
        return ok;
      case "Se":
        await apply(letOut(state, "hopper"));
        return ok;
      case "Ser":
        await apply(letOut(state, "reject-box"));
        return ok;
      case "Scs":
        // Seen in the field: with a card inside, clearing the status throws it away.
        await apply(letOut(state, "reject-box"));
        mend("ribbon-false-alarm");
        return ok;
      case "Ss":
      case "Srs":
        return ok;
      case "Psoe;D":
        keepsAfterPrint = true;
        return ok;
      case "Rrt;count":
        return { result: String(countedRibbon(state)) };
      default:
        return { result: "ERROR CDE" };
    }
  }

  function setBitmap(to: Session, panel: string, data: string): RpcOutcome {
    const bmp = data.startsWith("base64:") ? readBmp(Buffer.from(data.slice(7), "base64")) : null;
    if (bmp === null || bmp.width !== cardWidthDots || bmp.height !== cardHeightDots) {
      return refused(1600, "Print error: bitmap");
    }
    if (panel === "color" && bmp.kind === "colour") to.colour = bmp.rgb;
    else if (panel === "resin" && bmp.kind === "resin") to.black = bmp.dots;
    else return refused(1600, "Print error: panel");
    return ok;
  }

  async function print(from: Session): Promise<RpcOutcome> {
    if (from.colour === null || from.black === null) return refused(1703, "Setting or bitmap missing");
    if (has("too-fast-no-print")) return ok;
    if (has("no-ribbon-at-print")) {
      const action = await new Promise<string>((resolve) => {
        asking = resolve;
      });
      asking = null;
      if (action !== "RETRY") return refused(1705, "Job cancelled");
    }
    if (countedRibbon(state) === 0 || has("cover-open")) return refused(1600, "Print error");
    const layers = { colour: from.colour, black: from.black };
    printing = true;
    try {
      await apply(toStation(state, "print-head"));
      if (state.held?.place !== "print-head") return refused(1600, "Print error");
      if (has("cover-opened-during-print")) {
        mend("cover-opened-during-print");
        raise("cover-open");
        return refused(1600, "Print error");
      }
      const takesMs = has("slow") ? (options.slowPrintMs ?? 600_000) : (options.printMs ?? 0);
      if (takesMs > 0)
        await wait(takesMs, undefined, { signal: closing.signal, ref: false }).catch(() => null);
      if (closing.signal.aborted) return refused(1705, "Job cancelled");
      const whole = !has("ribbon-ended-during-print");
      await apply(printHeld(state, layers, whole));
      if (!whole) return refused(1600, "Print error");
      if (!keepsAfterPrint) await apply(letOut(state, "hopper"));
      return ok;
    } finally {
      printing = false;
    }
  }

  async function answer(method: string, params: Readonly<Record<string, string>>): Promise<RpcOutcome> {
    const { device, session: named, action, data = "", panel = "", command: told = "" } = params;
    options.onRequest?.(method, told);
    if (device !== undefined && device !== options.device) return refused(1100, "Device not found");
    switch (method) {
      case "ECHO.Echo":
        return { result: data };
      case "SUPERVISION.List":
        return { result: `${options.device},${supervisionStateOf(state)}` };
      case "SUPERVISION.GetState":
        return { result: printing ? "READY,INF_PRINTING_RUNNING" : supervisionStateOf(state) };
      case "SUPERVISION.GetEvent":
        return { result: asking === null ? "NONE" : "DEF_NO_RIBBON:CANCEL,RETRY" };
      case "SUPERVISION.SetEvent": {
        const [event, choice] = (action ?? "").split(":");
        if (asking === null) return refused(1103, "No pending event");
        if (event !== "DEF_NO_RIBBON") return refused(1105, "Invalid event");
        if (choice !== "CANCEL" && choice !== "RETRY") return refused(1104, "Invalid action");
        asking(choice);
        return ok;
      }
      case "CMD.SendCommand":
        return command(told);
      case "CMD.GetStatus":
        return has("offline") ? refused(1303, "Cannot get status") : { result: statusWords(state, printing) };
      case "CMD.ResetCom":
        mend("session-reserved");
        session = null;
        return ok;
      case "PRINT.Begin":
        if (reserved() || session !== null) return refused(1700, "Communication session already reserved");
        sessions += 1;
        session = { name: `JOB${String(sessions).padStart(6, "0")}`, colour: null, black: null };
        return { result: session.name };
    }
    if (session === null) return refused(1706, "No session");
    if (named !== session.name) return refused(1701, "Invalid session");
    switch (method) {
      case "PRINT.Set":
        return ok;
      case "PRINT.SetBitmap":
        return setBitmap(session, panel, data);
      case "PRINT.Print":
        return print(session);
      case "PRINT.End":
        session = null;
        return ok;
      default:
        return refused(-32601, "Method not found");
    }
  }

  const server = await listenForRpc(options.port, options.leavesConnectionsOpen ?? false, answer);
  return {
    host: "127.0.0.1",
    port: server.port,
    state: () => state,
    loadFeeder(cards) {
      state = { ...state, feeder: [...cards, ...state.feeder] };
    },
    loadRibbon(faces) {
      state = { ...state, ribbonLeft: faces };
    },
    takeOut: (cardId) => apply(takeOut(state, cardId)),
    pullOut: () => apply(pulledOut(state)),
    clearJam: () => apply(clearJam(state)),
    fail: raise,
    mend,
    layersOf: (cardId) => printed.get(cardId) ?? null,
    async picture(cardId) {
      const layers = printed.get(cardId);
      if (layers === undefined) return null;
      const pixels = laidOver(layers.colour, layers.black);
      return pngOf({ pixels, widthPx: cardWidthDots, heightPx: cardHeightDots });
    },
    close() {
      closing.abort();
      asking?.("CANCEL");
      return server.close();
    },
  };
}

/**
 * The binary status as this service writes it: hexadecimal, 8 digits for each of config, information, warning, error and
 * four extensions, 4 for the session. Bits: domain sheet printing §1.2.
 */
function statusWords(state: CardMechanismState, printing: boolean): string {
  const contactlessEncoder = 0x00080000;
  const at = state.held === null ? 0 : state.held.place === "contactless" ? 0x08000000 : 0x02000000;
  const information = at + (printing ? 0x80 : 0);
  const warning = state.feeder.length === 0 ? 0x01000000 : 0;
  const error = state.jammed ? 0x01000000 : 0;
  const words = [contactlessEncoder, information, warning, error, 0, 0, 0, 0];
  return `${words.map((word) => word.toString(16).padStart(8, "0")).join("")}0000`;
}
