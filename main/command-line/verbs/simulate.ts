import { UsageError, type Verb } from "../verb.ts";
import { simulateCard } from "./simulate-card.ts";
import { simulateCardPrinter } from "./simulate-card-printer.ts";
import { simulateLabelPrinter } from "./simulate-label-printer.ts";

const devices: ReadonlyMap<string, Verb> = new Map([
  ["card", simulateCard],
  ["card-printer", simulateCardPrinter],
  ["label-printer", simulateLabelPrinter],
]);

/** `simulate WHAT …`: a simulated device on a socket or a reader, until stopped. */
export const simulateVerb: Verb = (call) => {
  const at = call.args.findIndex((word) => devices.has(word));
  const device = devices.get(call.args[at] ?? "");
  if (device === undefined) {
    const [first = ""] = call.args;
    throw new UsageError(
      first === "" || first.startsWith("--")
        ? { kind: "missing-card" }
        : { kind: "unexpected", value: first },
    );
  }
  return device({ ...call, args: call.args.toSpliced(at, 1) });
};
