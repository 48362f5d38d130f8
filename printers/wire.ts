import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { createConnection } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { failed, type Result, succeeded } from "../main/core/result.ts";

/** Where a printer is: on the network, or a device file of this machine (`/dev/usb/lp0`). */
export type WirePlace = { readonly host: string; readonly port: number } | { readonly device: string };

/** What was heard; `whole` is false when the deadline passed first: the device was reached, and kept silent or took nothing more. */
export interface Heard {
  readonly bytes: Uint8Array;
  readonly whole: boolean;
}

export type WireFault = { readonly kind: "connection-lost"; readonly cause: string };

/**
 * Sends bytes and hears the reply until it is whole, or the deadline passes. Nothing stays open between two conversations: a device
 * file has one opener at a time, and most network printers take one connection.
 */
export function converse(
  place: WirePlace,
  bytes: Uint8Array,
  isWhole: (heard: Uint8Array) => boolean,
  deadlineMs: number,
): Promise<Result<Heard, WireFault>> {
  return "device" in place
    ? overDevice(place.device, bytes, isWhole, deadlineMs)
    : overTcp(place, bytes, isWhole, deadlineMs);
}

function overTcp(
  place: { readonly host: string; readonly port: number },
  bytes: Uint8Array,
  isWhole: (heard: Uint8Array) => boolean,
  deadlineMs: number,
): Promise<Result<Heard, WireFault>> {
  return new Promise((resolve) => {
    const socket = createConnection(place);
    let heard: Uint8Array = new Uint8Array(0);
    let reached = false;
    const end = (outcome: Result<Heard, WireFault>) => {
      clearTimeout(timer);
      resolve(outcome);
      socket.removeAllListeners("close");
      socket.destroy();
    };
    const lost = (cause: string) => end(failed({ kind: "connection-lost", cause }));
    const timer = setTimeout(
      () =>
        reached ? end(succeeded({ bytes: heard, whole: false })) : lost(`not reached in ${deadlineMs} ms`),
      deadlineMs,
    );
    socket.setNoDelay(true);
    socket.on("connect", () => {
      reached = true;
      socket.write(bytes);
    });
    socket.on("error", (error) => lost(error.message));
    socket.on("close", () => lost(`closed after ${heard.length} bytes`));
    socket.on("data", (more) => {
      heard = Buffer.concat([heard, more]);
      if (isWhole(heard)) end(succeeded({ bytes: heard, whole: true }));
    });
  });
}

/** Time between two looks at a device file that has nothing to say. */
const lookEveryMs = 10;
const readBytes = 4096;

/** A read from a device file would wait for ever: it is opened so that it does not. */
async function overDevice(
  device: string,
  bytes: Uint8Array,
  isWhole: (heard: Uint8Array) => boolean,
  deadlineMs: number,
): Promise<Result<Heard, WireFault>> {
  const ends = performance.now() + deadlineMs;
  let file: FileHandle | null = null;
  try {
    file = await open(device, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
    // An answer that came after everybody stopped waiting still lies there: it is not the answer to what is asked now.
    while ((await readFrom(file)).length > 0);
    let sent = 0;
    let heard: Uint8Array = new Uint8Array(0);
    while (performance.now() < ends) {
      if (sent < bytes.length) {
        sent += await unlessBusy(file.write(bytes.subarray(sent)).then(({ bytesWritten }) => bytesWritten));
        if (sent < bytes.length) await pause(1);
        continue;
      }
      const more = await readFrom(file);
      heard = Buffer.concat([heard, more]);
      if (isWhole(heard)) return succeeded({ bytes: heard, whole: true });
      if (more.length === 0) await pause(lookEveryMs);
    }
    return succeeded({ bytes: heard, whole: false });
  } catch (cause) {
    return failed({ kind: "connection-lost", cause: String(cause) });
  } finally {
    await file?.close();
  }
}

async function readFrom(file: FileHandle): Promise<Uint8Array> {
  const room = Buffer.alloc(readBytes);
  const read = await unlessBusy(file.read(room, 0, readBytes, null).then(({ bytesRead }) => bytesRead));
  return room.subarray(0, read);
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
