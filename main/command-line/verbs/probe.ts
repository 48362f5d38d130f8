import { parseArgs } from "node:util";
import { shownKind } from "../../core/chip-sight.ts";
import type { ChipSight } from "../../core/ports/card-encoder.ts";
import type { ProbedReader, ProbedTokens } from "../reader-tools.ts";
import type { Verb, VerbCall } from "../verb.ts";

const deadlineMs = 5000;

/**
 * `probe [--token-library FILE]`: what this machine has for reading cards, and what lies there; which PKCS#11 tokens a library shows, that of the desk's
 * keys where none is told. Changes nothing on any card, and opens no token.
 */
export const probeVerb: Verb = async (call) => {
  const { values } = parseArgs({ args: [...call.args], options: { "token-library": { type: "string" } } });
  const told = values["token-library"] ?? null;
  const { serviceFault, readers, tokens } = await call.readers.probe(deadlineMs, call.folder, told);
  const answer = {
    pcsc: { present: serviceFault === null, cause: serviceFault },
    readers: readers.map(shown),
    tokens,
  };
  const service =
    serviceFault === null
      ? call.words("probe.service-present")
      : call.words("probe.service-absent", { cause: serviceFault });
  const none = serviceFault === null && readers.length === 0 ? [call.words("probe.no-reader")] : [];
  const lines = [...readers.flatMap((reader) => linesOf(reader, call)), ...tokenLines(tokens, call)];
  call.answer(answer, [service, ...none, ...lines]);
  return 0;
};

function tokenLines(
  { library, fault, seen, installed }: ProbedTokens,
  { words }: VerbCall,
): readonly string[] {
  const others = installed.filter((file) => file !== library);
  const more = others.length === 0 ? [] : [words("probe.token-libraries", { files: others.join(", ") })];
  if (library === null) return [words("probe.no-token-library"), ...more];
  if (fault !== null)
    return [words("probe.token-fault", { library, cause: words(`keys:fault.${fault}.what`) }), ...more];
  const each = seen.map(({ label, manufacturer, model, serial, chosen }) => {
    const facts = [manufacturer, model, serial].filter((part) => part !== "").join("  ");
    return `  ${words(chosen ? "probe.token-chosen" : "probe.token", { label, facts })}`;
  });
  return [words(seen.length === 0 ? "probe.no-token" : "probe.tokens", { library }), ...each, ...more];
}

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
  return hasCrous ? "crous" : shownKind(sight);
}
