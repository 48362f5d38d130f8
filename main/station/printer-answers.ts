import { implement } from "@orpc/server";
import { type PrintersView, printersContract } from "../contract/printers.ts";
import { conditionBehind } from "../core/printer-condition.ts";
import { failed, succeeded } from "../core/result.ts";
import type { Changes } from "./changes.ts";
import type { DeviceWatch } from "./devices.ts";
import type { DeskContext } from "./guard.ts";
import type { Issuing } from "./issuing.ts";
import type { StationParts } from "./parts.ts";
import { drawTestCard, printTestCard } from "./test-card.ts";

/** Drawn for the test card: what most cards of the desk are. */
const testTemplate = "student-front";

/** What windows ask about the card printer of the desk. */
export function printerAnswers(
  parts: StationParts,
  changes: Changes,
  issuing: Pick<Issuing, "borrowPrinter">,
  devices: DeviceWatch,
) {
  const os = implement(printersContract).$context<DeskContext>();
  const { printer, printers, audit, log } = parts;

  const view = async (): Promise<PrintersView> => {
    const state = await printer.state();
    const counters = state.ok ? await printer.counters() : null;
    const { sides, ribbon, inlineEncoding, printsBeforeEncoding } = printer.capabilities;
    return {
      chosen: printers.chosen(),
      name: printer.name,
      capabilities: { sides, ribbon, inlineEncoding, printsBeforeEncoding },
      ...(state.ok
        ? {
            condition: state.value.condition,
            held: state.value.held,
            notices: state.value.notices,
            code: state.value.code,
          }
        : { ...conditionBehind(state.fault), held: "unknown", notices: [] }),
      counters: counters?.ok === true ? counters.value : null,
    };
  };
  return {
    live: os.live.handler(({ signal }) =>
      devices.watching(() => changes.live(["devices-seen", "printers"], view, signal)),
    ),
    found: os.found.handler(() => printers.found()),
    choose: os.choose.handler(async ({ input: { chosen } }) => {
      const before = printers.chosen();
      const done = await issuing.borrowPrinter(async () => {
        await printers.choose(chosen);
        return succeeded(null);
      });
      if (!done.ok) return failed({ kind: "printer-in-use" as const });
      const facts = { before: { printer: before }, after: { printer: chosen } };
      const kept = await audit.append({ act: "printers.choose", subject: null, outcome: "done", facts });
      if (!kept.ok) log({ what: "act-not-audited", act: "printers.choose", fault: kept.fault.kind });
      changes.tell("printers", "devices", "bench");
      return succeeded(null);
    }),
    test: os.test.handler(async () => {
      const done = await issuing.borrowPrinter(async () => {
        const faces = await drawTestCard(parts.artist, parts.noPhoto, testTemplate, printer);
        const from = parts.clock.now();
        const printed = await printTestCard(printer, faces);
        return succeeded(
          printed.ok
            ? succeeded({ tookMs: Math.max(0, parts.clock.now() - from) })
            : failed({
                kind: "printer" as const,
                ...conditionBehind(printed.fault.fault),
                spoiled: printed.fault.spoiled,
              }),
        );
      });
      changes.tell("printers", "devices");
      return done.ok ? done.value : failed({ kind: "printer-in-use" as const });
    }),
  };
}
