import { z } from "zod";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";

/** One call of the service: every parameter is a text, as the service wants it. */
export interface ServiceRequest {
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
}

/** What the service answered instead of a result. Numbers: domain sheet printing §1.2. */
export interface ServiceError {
  readonly code: number;
  readonly message: string;
}

/** The message of a request, JSON-RPC 2.0, without any framing. */
export function messageOf(request: ServiceRequest, id: string): string {
  return JSON.stringify({ jsonrpc: "2.0", id, method: request.method, params: request.params });
}

const answer = z.union([
  z.object({ error: z.object({ code: z.number(), message: z.string() }) }),
  z.object({ result: z.unknown().refine((value) => value !== undefined) }),
]);

/** What an answer says: a result as text, an error of the service, or null when it is no answer at all. */
export function readAnswer(bytes: Uint8Array): Result<string, ServiceError> | null {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
  const read = answer.safeParse(value);
  if (!read.success) return null;
  if ("error" in read.data) return failed(read.data.error);
  const { result } = read.data;
  return succeeded(typeof result === "string" ? result : JSON.stringify(result));
}

/** Whether the service says that another session holds the printer: code 1700, and the words three clients have seen. */
export function isSessionReserved(error: ServiceError): boolean {
  return error.code === 1700 || /session already reserved/i.test(error.message);
}

/** Sends one command of the printer's own language (guide A5013). `timeoutMs` is the service's own patience. */
export function sendCommand(device: string, command: string, timeoutMs: number): ServiceRequest {
  return { method: "CMD.SendCommand", params: { command, device, timeout: String(timeoutMs) } };
}

/** The printers the service knows: `name,MAJOR,MINOR;…`. */
export const listPrinters: ServiceRequest = {
  method: "SUPERVISION.List",
  params: { device: "", level: "2" },
};

export function getState(device: string): ServiceRequest {
  return { method: "SUPERVISION.GetState", params: { device } };
}

export function getStatus(device: string): ServiceRequest {
  return { method: "CMD.GetStatus", params: { device } };
}

export function getEvent(device: string): ServiceRequest {
  return { method: "SUPERVISION.GetEvent", params: { device } };
}

/** Answers a pending event with one of the actions it offers. */
export function setEvent(device: string, event: string, action: string): ServiceRequest {
  return { method: "SUPERVISION.SetEvent", params: { device, action: `${event}:${action}` } };
}

export function resetCom(device: string, timeoutMs: number): ServiceRequest {
  return { method: "CMD.ResetCom", params: { device, timeout: String(timeoutMs) } };
}

export function printBegin(device: string): ServiceRequest {
  return { method: "PRINT.Begin", params: { device } };
}

/** Settings as the service writes them, `key=value` with semicolons between. */
export function printSet(session: string, settings: Readonly<Record<string, string>>): ServiceRequest {
  const data = Object.entries(settings)
    .map(([key, value]) => `${key}=${value}`)
    .join(";");
  return { method: "PRINT.Set", params: { session, data } };
}

/** One bitmap of a face. */
export function printSetBitmap(
  session: string,
  face: "front" | "back",
  panel: "color" | "resin",
  bmp: Uint8Array,
): ServiceRequest {
  const data = `base64:${Buffer.from(bmp.buffer, bmp.byteOffset, bmp.byteLength).toString("base64")}`;
  return { method: "PRINT.SetBitmap", params: { session, face, panel, data } };
}

/** Prints; the service answers when the card is printed. */
export function printPrint(session: string): ServiceRequest {
  return { method: "PRINT.Print", params: { session } };
}

export function printEnd(session: string): ServiceRequest {
  return { method: "PRINT.End", params: { session } };
}
