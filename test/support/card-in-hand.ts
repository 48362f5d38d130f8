import type { ApduChannel, CardReader } from "../../main/core/ports/apdu-channel.ts";
import type { SimulatedCard } from "../../native/pcsc/simulated-reader.ts";

const done = Uint8Array.of(0x91, 0x00);
const patienceMs = 3000;

/** The ATR of a telling card: that of a DESFire. */
export const tellingAtr = Uint8Array.of(0x3b, 0x81, 0x80, 0x01, 0x80, 0x80);

/** A card that counts what reaches it and how often its power went. */
export function tellingCard(answer: () => Uint8Array | null = () => done, cardAtr = tellingAtr) {
  const seen = { commands: 0, powerCuts: 0, reached: Promise.withResolvers<void>() };
  const card: SimulatedCard = {
    atr: cardAtr,
    apdu() {
      seen.commands += 1;
      seen.reached.resolve();
      return answer();
    },
    powerOff() {
      seen.powerCuts += 1;
    },
  };
  return { card, seen };
}

/** What a reader told its watcher; `until` resolves when the last things told are these. */
export function listening(reader: CardReader) {
  const heard: boolean[] = [];
  const waiting = new Set<() => void>();
  const stop = reader.watch((present) => {
    heard.push(present);
    for (const look of waiting) look();
  });
  return {
    heard,
    stop,
    until: (...last: readonly boolean[]) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (heard.slice(-last.length).join() !== last.join()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

/** Opens the card on a reader; it must be there, or come. */
export async function conversationOn(reader: CardReader): Promise<ApduChannel> {
  const connected = await reader.connect(patienceMs);
  if (!connected.ok) throw new Error(JSON.stringify(connected.fault));
  return connected.value;
}
