import { parseArgs } from "node:util";
import { simulatedLabelFault } from "../../core/ports/label-room.ts";
import type { LabelPrinterEvent } from "../printer-tools.ts";
import { stopAsked } from "../stop-asked.ts";
import { missing, wholeNumber } from "../usage-problem.ts";
import { UsageError, type Verb, type VerbCall } from "../verb.ts";

/** `simulate label-printer --as zpl --port N --out DIR [--fault NAME]…`: a label printer on a socket, until stopped. */
export const simulateLabelPrinter: Verb = async (call) => {
  const { values } = parseArgs({
    args: [...call.args],
    options: {
      as: { type: "string" },
      port: { type: "string" },
      out: { type: "string" },
      fault: { type: "string", multiple: true, default: [] },
    },
  });
  const { as, port, out } = values;
  if (as === undefined || port === undefined || out === undefined) throw missing({ as, port, out });
  if (as !== "zpl") throw new UsageError({ kind: "not-one-of", option: "--as", value: as, allowed: "zpl" });
  const faults = values.fault.map((value) => {
    const known = simulatedLabelFault.safeParse(value);
    if (known.success) return known.data;
    const allowed = simulatedLabelFault.options.join(", ");
    throw new UsageError({ kind: "not-one-of", option: "--fault", value, allowed });
  });
  const order = { port: wholeNumber("--port", port), out, faults };
  const stopped = stopAsked();
  const started = await call.printers.simulateLabels(order, (event) =>
    call.answer(event, [sentenceOf(event, call)]),
  );
  if (!started.ok) {
    return call.refuse(started.fault.kind, call.words(`simulate.${started.fault.kind}`, { port, out }));
  }
  const address = `${started.value.host}:${started.value.port}`;
  call.answer({ kind: "listening", address: `zpl://${address}`, out, faults }, [
    call.words("simulate.listening", { address: `zpl://${address}`, out }),
  ]);
  await stopped;
  await started.value.close();
  return 0;
};

function sentenceOf(event: LabelPrinterEvent, { words }: VerbCall): string {
  switch (event.kind) {
    case "printed": {
      const undrawn =
        event.undrawn === 0 ? "" : ` ${words("simulate.label.undrawn", { count: event.undrawn })}`;
      return `${words("simulate.label.printed", { number: event.number, file: event.file })}${undrawn}`;
    }
    case "taken":
      return words("simulate.label.taken");
    case "stopped":
      return words("simulate.label.stopped", { faults: event.faults.join(", ") });
    case "cancelled":
      return words("simulate.label.cancelled", { count: event.labels });
  }
}
