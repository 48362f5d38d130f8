import type { IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";
import type { PrinterFault } from "../../main/core/ports/card-printer.ts";
import { failed, type Result } from "../../main/core/result.ts";
import type { IppMessage } from "./message.ts";
import { readMessage } from "./read-message.ts";
import { messageBytes } from "./write-message.ts";

/** Where a printer or a queue is: `ipp://HOST[:PORT]/PATH`, or `ipps://` for TLS. */
export interface IppPlace {
  readonly uri: string;
  /** SHA-256 of the printer's own certificate, hexadecimal, where no authority vouches for it. */
  readonly certificate?: string | undefined;
}

/** Sends a request and hears its response, within a deadline. Nothing stays open between two. */
export type IppExchange = (
  request: IppMessage,
  deadlineMs: number,
) => Promise<Result<IppMessage, PrinterFault>>;

/** No answer about a printer is longer. */
const longestAnswer = 16 * 1024 * 1024;
const usualPort = 631;

/** The exchange with one printer. HTTP is read when it is first wanted. */
export function ippExchange(place: IppPlace): IppExchange {
  return async (request, deadlineMs) => {
    try {
      const response = await posted(place, messageBytes(request), AbortSignal.timeout(deadlineMs));
      if (response.statusCode !== 200) {
        response.destroy();
        return failed({ kind: "misunderstood", answer: `HTTP ${response.statusCode ?? 0}` });
      }
      const message = readMessage(await bodyOf(response));
      if (!message.ok) return failed({ kind: "misunderstood", answer: `no IPP at byte ${message.fault.at}` });
      return message.value.requestId === request.requestId
        ? message
        : failed({ kind: "misunderstood", answer: `answer to request ${message.value.requestId}` });
    } catch (cause) {
      if (cause instanceof TooLong) return failed({ kind: "misunderstood", answer: cause.message });
      return failed(
        isTimeout(cause)
          ? { kind: "deadline-passed", afterMs: deadlineMs }
          : { kind: "connection-lost", cause: cause instanceof Error ? cause.message : String(cause) },
      );
    }
  };
}

class TooLong extends Error {}

/** The address HTTP is spoken at (RFC 8010 §4: port 631 unless told). */
export function httpAddress(uri: string): URL {
  const address = new URL(uri.replace(/^ipp/i, "http"));
  // The URL of a web address swallows the port that is the web's own.
  const told = /^ipps?:\/\/(?:[^/@]*@)?(?:\[[^\]]*\]|[^/:]*):(\d+)/i.exec(uri)?.[1];
  address.port = told ?? String(usualPort);
  return address;
}

async function posted(place: IppPlace, body: Uint8Array, signal: AbortSignal): Promise<IncomingMessage> {
  const address = httpAddress(place.uri);
  const secure = address.protocol === "https:";
  const { request: requestOver } = secure ? await import("node:https") : await import("node:http");
  const socket = secure ? await trustedSocket(address, place.certificate, signal) : null;
  return new Promise((resolve, reject) => {
    const request = requestOver(
      {
        host: bareHost(address),
        port: address.port === "" ? (secure ? 443 : 80) : address.port,
        path: address.pathname,
        method: "POST",
        headers: { "content-type": "application/ipp", "content-length": body.length, connection: "close" },
        signal,
        // With an agent, even none of anybody's, the socket given here would not be the one that is used.
        ...(socket === null ? { agent: false } : { createConnection: () => socket }),
      },
      resolve,
    );
    request.on("error", (error) => reject(signal.aborted ? signal.reason : error));
    request.end(body);
  });
}

/** Opens TLS and looks whose certificate it is before a byte of a card goes over it. */
async function trustedSocket(
  address: URL,
  certificate: string | undefined,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const [{ connect }, { isIP }] = await Promise.all([import("node:tls"), import("node:net")]);
  const host = bareHost(address);
  const port = address.port === "" ? 443 : Number(address.port);
  return new Promise((resolve, reject) => {
    const name = isIP(host) === 0 ? { servername: host } : {};
    const socket = connect({ host, port, ...name, rejectUnauthorized: certificate === undefined });
    const stop = () => socket.destroy(signal.reason instanceof Error ? signal.reason : undefined);
    signal.addEventListener("abort", stop, { once: true });
    socket.once("error", reject);
    socket.once("secureConnect", () => {
      const shown = socket.getPeerCertificate().fingerprint256.replaceAll(":", "").toLowerCase();
      if (certificate !== undefined && shown !== plainHex(certificate)) {
        socket.destroy();
        reject(new Error(`another certificate: ${shown}`));
        return;
      }
      socket.off("error", reject);
      resolve(socket);
    });
  });
}

function plainHex(text: string): string {
  return text.replaceAll(/[:\s]/g, "").toLowerCase();
}

function bareHost({ hostname }: URL): string {
  return hostname.replaceAll(/^\[|\]$/g, "");
}

async function bodyOf(response: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longestAnswer) throw new TooLong(`more than ${longestAnswer} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof Error && (cause.name === "TimeoutError" || cause.name === "AbortError");
}
