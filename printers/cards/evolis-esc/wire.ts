import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { createConnection } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { PrinterFault } from "../../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";
import { replyIn } from "./frames.ts";

/** Where the printer is: on the network, or a device file of this machine (`/dev/usb/lp0`). */
export type EscPlace = { readonly host: string; readonly port: number } | { readonly device: string };

/** Sends one frame and hears its reply, within a deadline. Nothing stays open between two frames. */
export type EscWire = (frame: Uint8Array, deadlineMs: number) => Promise<Result<string, PrinterFault>>;

/** The wire to a printer. */
export function wireTo(place: EscPlace): EscWire {
  return "device" in place
    ? (frame, deadlineMs) => overDevice(place.device, frame, deadlineMs)
    : (frame, deadlineMs) => overTcp(place, frame, deadlineMs);
}

function overTcp(
  place: { readonly host: string; readonly port: number },
  frame: Uint8Array,
  deadlineMs: number,
): Promise<Result<string, PrinterFault>> {
  return new Promise((resolve) => {
    const socket = createConnection(place);
    const heard: Buffer[] = [];
    const end = (outcome: Result<string, PrinterFault>) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(() => end(failed({ kind: "deadline-passed", afterMs: deadlineMs })), deadlineMs);
    socket.setNoDelay(true);
    socket.on("connect", () => socket.write(frame));
    socket.on("error", (error) => end(failed({ kind: "connection-lost", cause: error.message })));
    socket.on("close", () => end(failed({ kind: "connection-lost", cause: "closed without a reply" })));
    socket.on("data", (bytes) => {
      heard.push(bytes);
      const reply = replyIn(Buffer.concat(heard));
      if (reply !== null) end(succeeded(reply));
    });
  });
}

/** Time between two looks at a device file that has nothing to say. */
const lookEveryMs = 10;
const replyBytes = 4096;

/** A device file has one opener at a time, and a read from it would wait for ever: it is opened so that it does not. */
async function overDevice(
  device: string,
  frame: Uint8Array,
  deadlineMs: number,
): Promise<Result<string, PrinterFault>> {
  const ends = performance.now() + deadlineMs;
  let file: FileHandle | null = null;
  try {
    file = await open(device, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
    let sent = 0;
    let heard = Buffer.alloc(0);
    while (performance.now() < ends) {
      if (sent < frame.length) {
        sent += await unlessBusy(file.write(frame.subarray(sent)).then(({ bytesWritten }) => bytesWritten));
        if (sent < frame.length) await pause(1);
        continue;
      }
      const bytes = Buffer.alloc(replyBytes);
      const read = await unlessBusy(file.read(bytes, 0, replyBytes, null).then(({ bytesRead }) => bytesRead));
      heard = Buffer.concat([heard, bytes.subarray(0, read)]);
      const reply = replyIn(heard);
      if (reply !== null) return succeeded(reply);
      if (read === 0) await pause(lookEveryMs);
    }
    return failed({ kind: "deadline-passed", afterMs: deadlineMs });
  } catch (cause) {
    return failed({ kind: "connection-lost", cause: String(cause) });
  } finally {
    await file?.close();
  }
}

/** How many bytes went through; none while the device is busy. */
async function unlessBusy(transfer: Promise<number>): Promise<number> {
  try {
    return await transfer;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EAGAIN") return 0;
    throw cause;
  }
}
