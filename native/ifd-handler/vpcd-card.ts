import { createConnection } from "node:net";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { answerOfReader } from "../pcsc/get-data.ts";
import type { SimulatedCard } from "../pcsc/simulated-reader.ts";

/** Where vpcd's reader waits for a card (virtualsmartcard's pcscd driver: one TCP port for each slot). */
export interface VpcdPlace {
  readonly host: string;
  readonly port: number;
}

/** A simulated card on a reader of vpcd. */
export interface VpcdCard {
  /** Resolves when the card has left the reader, by itself or because pcscd ended. */
  readonly gone: Promise<void>;
  take(): void;
}

/** A message is its length in two bytes, most significant first, and its bytes; one of a single byte below 5 is a control. */
const lengthBytes = 2;
const control = { powerOff: 0, powerOn: 1, reset: 2, atr: 4 } as const;
const isControl = (code: number) => code === 0 || code === 1 || code === 2 || code === 4;

/** Lays a card on vpcd's reader; the fault tells why nobody waits there. */
export async function layOnVpcd(
  { host, port }: VpcdPlace,
  card: SimulatedCard,
): Promise<Result<VpcdCard, { readonly kind: "vpcd-unreachable"; readonly cause: string }>> {
  const socket = createConnection({ host, port, noDelay: true });
  const gone = Promise.withResolvers<void>();
  let kept: Uint8Array = new Uint8Array();
  const send = (bytes: Uint8Array) => {
    const message = new Uint8Array(lengthBytes + bytes.length);
    new DataView(message.buffer).setUint16(0, bytes.length);
    message.set(bytes, lengthBytes);
    socket.write(message);
  };
  const hear = (message: Uint8Array) => {
    const [code = 0] = message;
    // Native DESFire commands of one byte are as short as a control, and never one of these four.
    if (message.length === 1 && isControl(code)) {
      if (code === control.atr) send(card.atr);
      else if (code !== control.powerOn) card.powerOff();
      return;
    }
    const answer = answerOfReader(card, message) ?? card.apdu(message);
    if (answer === null) socket.destroy();
    else send(answer);
  };
  socket.on("data", (bytes: Uint8Array) => {
    kept = Buffer.concat([kept, bytes]);
    for (;;) {
      if (kept.length < lengthBytes) return;
      const end = lengthBytes + new DataView(kept.buffer, kept.byteOffset).getUint16(0);
      if (kept.length < end) return;
      const message = kept.slice(lengthBytes, end);
      kept = kept.subarray(end);
      hear(message);
    }
  });
  socket.on("close", () => {
    card.powerOff();
    gone.resolve();
  });
  return new Promise((resolve) => {
    socket.on("error", (cause) => resolve(failed({ kind: "vpcd-unreachable", cause: cause.message })));
    socket.on("connect", () => resolve(succeeded({ gone: gone.promise, take: () => socket.destroy() })));
  });
}
