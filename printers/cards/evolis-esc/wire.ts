import type { PrinterFault } from "../../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";
import { converse, type WirePlace } from "../../wire.ts";
import { replyIn } from "./frames.ts";

/** Sends one frame and hears its reply, within a deadline. Nothing stays open between two frames. */
export type EscWire = (frame: Uint8Array, deadlineMs: number) => Promise<Result<string, PrinterFault>>;

/** The wire to a printer. */
export function wireTo(place: WirePlace): EscWire {
  return async (frame, deadlineMs) => {
    const heard = await converse(place, frame, (bytes) => replyIn(bytes) !== null, deadlineMs);
    if (!heard.ok) return heard;
    const reply = replyIn(heard.value.bytes);
    return reply === null ? failed({ kind: "deadline-passed", afterMs: deadlineMs }) : succeeded(reply);
  };
}
