import type { SimulatedCard } from "./simulated-reader.ts";

/** Class byte of commands meant for the reader itself (PC/SC part 3 §3.2.2.1). */
const forReader = 0xff;
const getData = 0xca;
const done = [0x90, 0x00] as const;
const notFound = Uint8Array.of(0x6a, 0x81);
const unknown = Uint8Array.of(0x6d, 0x00);

/** What a contactless reader answers in the card's stead, or null for a command that is the card's: GET DATA of the number and of the historical bytes. */
export function answerOfReader(card: SimulatedCard, command: Uint8Array): Uint8Array | null {
  const [commandClass, instruction, what, second] = command;
  if (commandClass !== forReader || command.length < 4) return null;
  if (instruction !== getData || second !== 0) return unknown;
  const asked = what === 0 ? card.radioNumber?.() : what === 1 ? historicalBytes(card.atr) : undefined;
  return asked === undefined ? notFound : Uint8Array.of(...asked, ...done);
}

/** Behind the four bytes that begin the ATR PC/SC makes of a contactless card, before its check byte (part 3 §3.1.3.2.3). */
function historicalBytes(atr: Uint8Array): Uint8Array {
  return atr.slice(4, -1);
}
