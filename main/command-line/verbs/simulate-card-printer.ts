import { parseArgs } from "node:util";
import { type CardPrinterEvent, simulatedCardPrinters } from "../printer-tools.ts";
import { stopAsked } from "../stop-asked.ts";
import { missing, wholeNumber } from "../usage-problem.ts";
import { UsageError, type Verb, type VerbCall } from "../verb.ts";

/** `simulate card-printer --as WHAT --port N --out DIR [--fault NAME]…`: a card printer on a socket, until stopped. */
export const simulateCardPrinter: Verb = async (call) => {
  const { values } = parseArgs({
    args: [...call.args],
    options: {
      as: { type: "string" },
      port: { type: "string" },
      out: { type: "string" },
      fault: { type: "string", multiple: true, default: [] },
    },
  });
  const { port, out, fault: faults } = values;
  if (values.as === undefined || port === undefined || out === undefined) {
    throw missing({ as: values.as, port, out });
  }
  const as = simulatedCardPrinters.find((kind) => kind === values.as);
  if (as === undefined) {
    const allowed = simulatedCardPrinters.join(", ");
    throw new UsageError({ kind: "not-one-of", option: "--as", value: values.as, allowed });
  }
  const stopped = stopAsked();
  const started = await call.printers.simulateCards(
    { as, port: wholeNumber("--port", port), out, faults },
    (event) => call.answer(event, [sentenceOf(event, call)]),
  );
  if (!started.ok) {
    const { fault } = started;
    if (fault.kind === "unknown-fault") {
      const allowed = fault.known.join(", ");
      throw new UsageError({ kind: "not-one-of", option: "--fault", value: fault.name, allowed });
    }
    return call.refuse(fault.kind, call.words(`simulate.${fault.kind}`, { port, out }));
  }
  const { address } = started.value;
  call.answer({ kind: "listening", address, out, faults }, [
    call.words("simulate.listening", { address, out }),
  ]);
  await stopped;
  await started.value.close();
  return 0;
};

function sentenceOf(event: CardPrinterEvent, { words }: VerbCall): string {
  switch (event.kind) {
    case "moved":
      return words("simulate.cards.moved", {
        card: event.card,
        from: words(`simulate.cards.place.${event.from}`),
        to: words(`simulate.cards.place.${event.to}`),
      });
    case "printed":
      return words(event.whole ? "simulate.cards.printed" : "simulate.cards.half", {
        card: event.card,
        files: event.files.join(", "),
      });
  }
}
