import type {
  CardFaces,
  CardPrinter,
  PrinterFault,
  PrintFault,
  RibbonKind,
} from "../../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";
import type { WirePlace } from "../../wire.ts";
import { isRefusal, printerCommand, readCount } from "../evolis/language.ts";
import {
  createEvolisPrinter,
  type EvolisOptions,
  type EvolisPrintTerms,
  usualDeadlines,
} from "../evolis/printer.ts";
import { readyToPrint, touched, untouched } from "../evolis/ready-to-print.ts";
import type { EvolisTalk } from "../evolis/sight.ts";
import { bitmapFrame, commandFrame } from "./frames.ts";
import { colourPanel, resinPanel } from "./panels.ts";
import { conditionIn, heldIn, type StatusReplies, statusQuestions } from "./status.ts";
import { type EscWire, wireTo } from "./wire.ts";

/** Where an Evolis printer without its service is found. */
export interface EvolisEscOptions extends EvolisOptions {
  readonly place: WirePlace;
}

/** An Evolis printer spoken to in its own language, over TCP or a device file. Nothing of it has been tried on a device. */
export function createEvolisEscPrinter(options: EvolisEscOptions): CardPrinter {
  const wire = wireTo(options.place);
  const { answerMs } = options.deadlines ?? usualDeadlines;
  const talk = talkOver(wire, answerMs);
  return createEvolisPrinter(options, talk, (faces, terms) => printCard(talk, wire, faces, terms));
}

function talkOver(wire: EscWire, answerMs: number): EvolisTalk {
  async function command(text: string, deadlineMs: number): Promise<Result<string, PrinterFault>> {
    const reply = await wire(commandFrame(text), deadlineMs);
    if (!reply.ok || !isRefusal(reply.value)) return reply;
    return failed({ kind: "misunderstood", answer: reply.value });
  }
  return {
    command,
    async look() {
      const replies: Record<string, string> = {};
      for (const [name, question] of Object.entries(statusQuestions)) {
        const reply = await wire(commandFrame(question), answerMs);
        if (!reply.ok) return reply;
        replies[name] = reply.value;
      }
      const known = replies as StatusReplies;
      const held = heldIn(known.card);
      const condition = conditionIn(known);
      return succeeded({
        condition,
        held,
        printing: condition === "busy",
        notices: [],
        code: Object.values(known).join(","),
      });
    },
    async count(counter) {
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const reply = await command(counter, answerMs);
        if (!reply.ok) return null;
        const counted = readCount(reply.value);
        if (counted !== null) return counted;
      }
      return null;
    },
  };
}

/** The printers' own name of each ribbon (guide A5013, command Pr). */
const ribbonNames: Readonly<Record<RibbonKind, string>> = {
  colour: "ymcko",
  "half-colour": "ymckos",
  "colour-black-back": "ymckok",
  black: "kb",
};

/** Prints a card's faces. Until the first panel goes down, the card is untouched: from then on the printer moves as it hears. */
async function printCard(
  talk: EvolisTalk,
  wire: EscWire,
  faces: CardFaces,
  terms: EvolisPrintTerms,
): Promise<Result<void, PrintFault>> {
  const ready = await readyToPrint(talk, terms.takesCard);
  if (!ready.ok) return untouched(ready.fault);
  const beforehand = [
    terms.takesCard ? printerCommand.ejectAfterPrint : printerCommand.keepAfterPrint,
    `Pr;${ribbonNames[terms.ribbon]}`,
    "Ss",
  ];
  for (const command of beforehand) {
    const reply = await talk.command(command, terms.answerMs);
    if (!reply.ok) return untouched(reply.fault);
  }
  const started = performance.now();
  const deadlineMs = terms.printMs;
  for (const frame of framesOf(faces, terms.ribbon)) {
    const left = deadlineMs - (performance.now() - started);
    if (left <= 0) return touched({ kind: "deadline-passed", afterMs: deadlineMs });
    const reply = await wire(frame, left);
    if (!reply.ok) return touched(reply.fault);
    if (isRefusal(reply.value)) return refusedPrint(talk, reply.value);
  }
  const tookMs = performance.now() - started;
  if (tookMs < terms.fastestPrintMs) {
    return touched({ kind: "misunderstood", answer: `Se: OK after ${Math.round(tookMs)} ms` });
  }
  const after = await talk.look();
  if (!after.ok) return touched(after.fault);
  // A card told as printed, where the printer still waits for one: nothing was printed.
  if (terms.takesCard && /WAIT/i.test(after.value.code)) {
    return untouched({ kind: "condition", condition: "feeder-empty", code: after.value.code });
  }
  return succeeded(undefined);
}

function* framesOf({ front, back }: CardFaces, ribbon: RibbonKind): Generator<Uint8Array> {
  for (const [side, layers] of [
    ["Sr", front],
    ["Sv", back],
  ] as const) {
    if (layers === null) continue;
    yield commandFrame(side);
    const colourless = ribbon === "black" || (side === "Sv" && ribbon === "colour-black-back");
    for (const dye of colourless ? [] : (["y", "m", "c"] as const)) {
      yield bitmapFrame(dye, colourPanel(layers.colour, dye));
    }
    yield bitmapFrame("k", resinPanel(layers.black));
    if (!colourless) yield commandFrame("Wcb;o;255");
  }
  yield commandFrame(printerCommand.eject);
}

/** The printer refused in the middle of a print: what it then says of itself explains it best. */
async function refusedPrint(talk: EvolisTalk, answer: string): Promise<Result<void, PrintFault>> {
  const sight = await talk.look();
  if (!sight.ok) return touched(sight.fault);
  const { condition, code } = sight.value;
  return touched(
    condition === null ? { kind: "misunderstood", answer } : { kind: "condition", condition, code },
  );
}
