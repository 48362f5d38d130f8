import { parseArgs } from "node:util";
import type { ChipSight } from "../../core/ports/card-encoder.ts";
import type { ProbedReader } from "../reader-tools.ts";
import type { Verb, VerbCall } from "../verb.ts";

const deadlineMs = 5000;

/** `probe`: what this machine has for reading cards, and what lies there. Changes nothing on any card. */
export const probeVerb: Verb = async (call) => {
  parseArgs({ args: [...call.args], options: {} });
  const { serviceFault, readers } = await call.readers.probe(deadlineMs, call.folder);
  const answer = {
    pcsc: { present: serviceFault === null, cause: serviceFault },
    readers: readers.map(shown),
  };
  const service =
    serviceFault === null
      ? call.words("probe.service-present")
      : call.words("probe.service-absent", { cause: serviceFault });
  const none = serviceFault === null && readers.length === 0 ? [call.words("probe.no-reader")] : [];
  call.answer(answer, [service, ...none, ...readers.flatMap((reader) => linesOf(reader, call))]);
  return 0;
};

/** A reader as other programs are told of it; whose card it is stays on the card. */
function shown({ card, ...reader }: ProbedReader): object {
  return { ...reader, card: card === null ? null : cardOf(card) };
}

function cardOf(card: NonNullable<ProbedReader["card"]>): object {
  if (!card.ok) return { kind: "unreadable", fault: card.fault.kind };
  if (card.value.kind === "wrong-type") return { kind: "wrong-type" };
  const { kind, uid, generation, beside } = card.value;
  const erased = card.value.kind === "blank" ? card.value.erased : undefined;
  const seen = {
    kind,
    uid,
    generation,
    ...(beside === undefined ? {} : { beside }),
    ...(erased === undefined ? {} : { erased }),
  };
  return card.value.kind === "foreign" ? { ...seen, applications: card.value.applications } : seen;
}

function linesOf(reader: ProbedReader, { words }: VerbCall): readonly string[] {
  const { name, vendor, serial, usable, atr, card } = reader;
  const head = [name, vendor, serial].filter((part) => part !== null).join("  ");
  if (!usable) return [head, `  ${words("probe.unusable")}`];
  if (card === null) return [head, `  ${words("probe.no-card")}`];
  const what = card.ok
    ? words(`probe.card.${namedAs(card.value)}`, {
        uid: "uid" in card.value ? card.value.uid : "",
        generation: "generation" in card.value ? card.value.generation : "",
      })
    : words("probe.card.unreadable", {
        cause: words([`reasons:actFault.${card.fault.kind}`, "reasons:actFault.unknown"]),
      });
  return [head, `  ${what}`, ...(atr === null ? [] : [`  ATR ${atr}`])];
}

/** A card that is blank but for the zone of the CROUS has words of its own. */
function namedAs(sight: ChipSight): string {
  const hasCrous = sight.kind === "blank" && sight.beside?.some(({ what }) => what === "crous") === true;
  return hasCrous ? "crous" : sight.kind;
}
