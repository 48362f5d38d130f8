/** Escape commands that make a reader show itself, one after the other; `pauseMs` is waited after each. */
export interface SignalStep {
  readonly command: Uint8Array;
  readonly pauseMs: number;
}

interface Signals {
  /** How PC/SC names these readers. */
  readonly names: RegExp;
  readonly steps: readonly SignalStep[];
}

/**
 * Makes whose manuals publish such commands. Identiv's uTrust 3700 F, which esup recommends, lets its lamp be switched off but not on;
 * HID's OMNIKEY 5022 publishes none.
 */
const known: readonly Signals[] = [
  {
    // ACR122U API §6.2 "Bi-color LED and Buzzer Control": green blinks four times, 0.2 s on and off, the buzzer with the first.
    names: /ACR122/i,
    steps: [
      { command: Uint8Array.of(0xff, 0x00, 0x40, 0x00, 0x04, 0x01, 0x01, 0x01, 0x01), pauseMs: 0 },
      { command: Uint8Array.of(0xff, 0x00, 0x40, 0xa0, 0x04, 0x02, 0x02, 0x04, 0x00), pauseMs: 0 },
    ],
  },
  {
    // ACR1252U reference manual §5.8, ACR1255U-J1 §6.8, ACR1281U-C1 §5.3: buzzer 0.2 s, then both lamps on and off.
    names: /ACR12[58]\d|ACM12[58]\d|ACR1311|ACR1552/i,
    steps: [
      { command: Uint8Array.of(0xe0, 0x00, 0x00, 0x28, 0x01, 0x14), pauseMs: 0 },
      ...[0x03, 0x00, 0x03, 0x00].map((lamps) => ({
        command: Uint8Array.of(0xe0, 0x00, 0x00, 0x29, 0x01, lamps),
        pauseMs: 300,
      })),
    ],
  },
];

/** How a reader of this name is made to show itself; null where its maker publishes no way. */
export function signalOf(name: string): readonly SignalStep[] | null {
  return known.find(({ names }) => names.test(name))?.steps ?? null;
}
