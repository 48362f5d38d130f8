import type { CardPrinter } from "../main/core/ports/card-printer.ts";

/** A card printer that stays the same to whoever holds it while another machine takes its place. */
export interface ReplaceablePrinter {
  readonly printer: CardPrinter;
  /** Puts another in its place; the one before is closed. */
  replace(next: CardPrinter): Promise<void>;
}

/** A place for printers, with `first` in it. */
export function createReplaceablePrinter(first: CardPrinter): ReplaceablePrinter {
  let now = first;
  return {
    printer: {
      get name() {
        return now.name;
      },
      get capabilities() {
        return now.capabilities;
      },
      state: () => now.state(),
      counters: () => now.counters(),
      feed: () => now.feed(),
      toContactless: () => now.toContactless(),
      print: (faces) => now.print(faces),
      eject: () => now.eject(),
      reject: () => now.reject(),
      close: () => now.close(),
    },
    async replace(next) {
      const before = now;
      now = next;
      await before.close();
    },
  };
}
