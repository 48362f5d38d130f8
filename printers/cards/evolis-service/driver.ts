import type { CardPrinter } from "../../../main/core/ports/card-printer.ts";
import { createEvolisPrinter, type EvolisOptions, usualDeadlines } from "../evolis/printer.ts";
import { exchangeOver, type ServicePlace } from "./connection.ts";
import { converse } from "./conversation.ts";
import { printCard } from "./print.ts";

/** Where an Evolis printer is found behind its service. */
export interface EvolisServiceOptions extends EvolisOptions {
  /** The printer's name in the service. */
  readonly device: string;
  readonly place: ServicePlace;
}

/** A card printer behind the Evolis service (Premium Suite, Print Center). */
export function createEvolisServicePrinter(options: EvolisServiceOptions): CardPrinter {
  const { answerMs } = options.deadlines ?? usualDeadlines;
  const talk = converse(exchangeOver(options.place), options.device, answerMs);
  return createEvolisPrinter(options, talk, (faces, terms) => printCard(talk, faces, options.device, terms));
}
