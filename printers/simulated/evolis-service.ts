import { type CardFaces, cardHeightDots, cardWidthDots } from "../../main/core/ports/card-printer.ts";
import { type CardMachineHands, type CardMachineOptions, createCardMachine } from "./card-machine.ts";
import { type CardMechanismState, type SimulatedFault, supervisionStateOf } from "./card-mechanism.ts";
import { listenForRpc, type RpcOutcome } from "./json-rpc-server.ts";
import { readBmp } from "./read-bmp.ts";

/** How a simulated Evolis printer and its service are set up. */
export interface SimulatedEvolisOptions extends CardMachineOptions {
  /** The printer's name in the service. */
  readonly device: string;
  /** 0 takes any free port; a text is a named pipe's path. */
  readonly port: number | string;
  /** Never closes a connection by itself, like some versions of the service. */
  readonly leavesConnectionsOpen?: boolean;
  /** Told of every request as it comes, bitmaps left out. */
  onRequest?(method: string, command: string): void;
}

/** An Evolis printer and its service, without the plastic: it answers on a socket and shows what came out. */
export interface SimulatedEvolisService extends CardMachineHands {
  readonly host: "127.0.0.1";
  readonly port: number;
  close(): Promise<void>;
}

interface Session {
  readonly name: string;
  readonly bitmaps: Map<string, Uint8Array>;
}

const ok: RpcOutcome = { result: "OK" };
const whiteRgb = new Uint8Array(cardWidthDots * cardHeightDots * 3).fill(255);

function refused(code: number, message: string): RpcOutcome {
  return { error: { code, message } };
}

/** Starts the service. */
export async function createSimulatedEvolisService(
  options: SimulatedEvolisOptions,
): Promise<SimulatedEvolisService> {
  const machine = createCardMachine(options);
  let session: Session | null = null;
  let sessions = 0;
  let asking: ((action: string) => void) | null = null;
  const has = (fault: SimulatedFault) => machine.has(fault);
  const reserved = () => has("session-reserved") || has("session-stuck");

  async function command(text: string): Promise<RpcOutcome> {
    if (has("offline")) return refused(1302, "Device not found");
    if (reserved()) return refused(1700, "Communication session already reserved");
    if (machine.isPrinting()) return refused(1702, "Action already in progress");
    return { result: await machine.obey(text) };
  }

  async function print({ bitmaps }: Session): Promise<RpcOutcome> {
    const faces = facesIn(bitmaps);
    if (faces === null) return refused(1703, "Setting or bitmap missing");
    const end = await machine.print(faces, async () => {
      if (!has("no-ribbon-at-print")) return true;
      const action = await new Promise<string>((resolve) => {
        asking = resolve;
      });
      asking = null;
      return action === "RETRY";
    });
    if (end === "cancelled") return refused(1705, "Job cancelled");
    return end === "failed" ? refused(1600, "Print error") : ok;
  }

  async function answer(method: string, params: Readonly<Record<string, string>>): Promise<RpcOutcome> {
    const { device, session: named, action, face = "", data = "", panel = "", command: told = "" } = params;
    options.onRequest?.(method, told);
    if (device !== undefined && device !== options.device && method !== "SUPERVISION.List")
      return refused(1100, "Device not found");
    switch (method) {
      case "ECHO.Echo":
        return { result: data };
      case "SUPERVISION.List":
        return { result: `${options.device},${supervisionStateOf(machine.state())}` };
      case "SUPERVISION.GetState":
        if (machine.isPrinting()) return { result: "READY,INF_PRINTING_RUNNING" };
        return {
          result: machine.waitsForCard() ? "WARNING,DEF_WAIT_CARD" : supervisionStateOf(machine.state()),
        };
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
        return has("offline")
          ? refused(1303, "Cannot get status")
          : { result: statusWords(machine.state(), machine.isPrinting()) };
      case "CMD.ResetCom":
        machine.mend("session-reserved");
        session = null;
        return ok;
      case "PRINT.Begin":
        if (reserved() || session !== null) return refused(1700, "Communication session already reserved");
        sessions += 1;
        session = { name: `JOB${String(sessions).padStart(6, "0")}`, bitmaps: new Map() };
        return { result: session.name };
    }
    if (session === null) return refused(1706, "No session");
    if (named !== session.name) return refused(1701, "Invalid session");
    switch (method) {
      case "PRINT.Set":
        return ok;
      case "PRINT.SetBitmap":
        return setBitmap(session, face, panel, data);
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
    ...machine,
    host: "127.0.0.1",
    port: server.port,
    close() {
      machine.close();
      asking?.("CANCEL");
      return server.close();
    },
  };
}

function setBitmap(to: Session, face: string, panel: string, data: string): RpcOutcome {
  const bmp = data.startsWith("base64:") ? readBmp(Buffer.from(data.slice(7), "base64")) : null;
  if (bmp === null || bmp.width !== cardWidthDots || bmp.height !== cardHeightDots) {
    return refused(1600, "Print error: bitmap");
  }
  if (face !== "front" && face !== "back") return refused(1600, "Print error: face");
  if (panel === "color" && bmp.kind === "colour") to.bitmaps.set(`${face} colour`, bmp.rgb);
  else if (panel === "resin" && bmp.kind === "resin") to.bitmaps.set(`${face} black`, bmp.dots);
  else return refused(1600, "Print error: panel");
  return ok;
}

/** What was loaded of a job; a face may have black alone. Null when there is no front. */
function facesIn(bitmaps: Session["bitmaps"]): CardFaces | null {
  const layers = (face: "front" | "back") => {
    const black = bitmaps.get(`${face} black`);
    return black === undefined ? null : { colour: bitmaps.get(`${face} colour`) ?? whiteRgb, black };
  };
  const front = layers("front");
  return front === null ? null : { front, back: layers("back") };
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
