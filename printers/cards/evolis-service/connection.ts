import { createConnection } from "node:net";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";
import { messageOf, readAnswer, type ServiceError, type ServiceRequest } from "./commands.ts";
import { createJsonStream } from "./json-stream.ts";

/** Why the service gave no result. */
export type ExchangeFault =
  | { readonly kind: "connection-lost"; readonly cause: string }
  | { readonly kind: "deadline-passed"; readonly afterMs: number }
  | { readonly kind: "misunderstood"; readonly answer: string }
  | { readonly kind: "service-error"; readonly error: ServiceError };

/** Asks the service once. */
export type Exchange = (
  request: ServiceRequest,
  deadlineMs: number,
) => Promise<Result<string, ExchangeFault>>;

/** Where the service listens: on TCP, or on a named pipe of the machine (`\\\\.\\pipe\\EspfServer00` on Windows, a socket file elsewhere). */
export type ServicePlace = { readonly host: string; readonly port: number } | { readonly pipe: string };

/** An exchange with the service: one request a connection, closed from this side as soon as the answer is whole. */
export function exchangeOver(place: ServicePlace): Exchange {
  let asked = 0;
  return (request, deadlineMs) => {
    asked += 1;
    const message = messageOf(request, String(asked));
    return new Promise((resolve) => {
      const socket = "pipe" in place ? createConnection(place.pipe) : createConnection(place);
      const stream = createJsonStream();
      let heard = 0;
      const end = (outcome: Result<string, ExchangeFault>) => {
        clearTimeout(timer);
        socket.destroy();
        resolve(outcome);
      };
      const timer = setTimeout(
        () => end(failed({ kind: "deadline-passed", afterMs: deadlineMs })),
        deadlineMs,
      );
      socket.setNoDelay(true);
      socket.on("connect", () => socket.write(message));
      socket.on("error", (error) => end(failed({ kind: "connection-lost", cause: error.message })));
      socket.on("close", () =>
        end(failed({ kind: "connection-lost", cause: `closed after ${heard} bytes` })),
      );
      socket.on("data", (bytes) => {
        heard += bytes.length;
        const whole = stream.push(bytes);
        if (whole !== null) end(outcomeOf(whole));
      });
    });
  };
}

function outcomeOf(whole: Uint8Array): Result<string, ExchangeFault> {
  const answer = readAnswer(whole);
  if (answer === null) {
    return failed({ kind: "misunderstood", answer: new TextDecoder().decode(whole.subarray(0, 200)) });
  }
  return answer.ok ? succeeded(answer.value) : failed({ kind: "service-error", error: answer.fault });
}
