/** Error codes of PC/SC (part 5, as in winscard.h and pcsclite.h), by the names the headers give them, unsigned. */
export const scardCode = {
  success: 0,
  cancelled: 0x8010_0002,
  invalidHandle: 0x8010_0003,
  insufficientBuffer: 0x8010_0008,
  unknownReader: 0x8010_0009,
  timeout: 0x8010_000a,
  sharingViolation: 0x8010_000b,
  noSmartcard: 0x8010_000c,
  unknownCard: 0x8010_000d,
  protoMismatch: 0x8010_000f,
  notReady: 0x8010_0010,
  systemCancelled: 0x8010_0012,
  commError: 0x8010_0013,
  notTransacted: 0x8010_0016,
  readerUnavailable: 0x8010_0017,
  noService: 0x8010_001d,
  serviceStopped: 0x8010_001e,
  /** pcsc-lite and Windows number it differently. */
  unsupportedFeature: 0x8010_001f,
  unsupportedFeatureOnWindows: 0x8010_0022,
  noReadersAvailable: 0x8010_002e,
  unsupportedCard: 0x8010_0065,
  unresponsiveCard: 0x8010_0066,
  unpoweredCard: 0x8010_0067,
  resetCard: 0x8010_0068,
  removedCard: 0x8010_0069,
} as const;

const names = new Map<number, string>(Object.entries(scardCode).map(([name, code]) => [code, name]));

/** A code for the log: its name, or its number in hexadecimal. */
export function scardName(code: number): string {
  return names.get(code) ?? `0x${code.toString(16).toUpperCase()}`;
}

/** What a code says about the conversation with a card. */
export type ScardMeaning = "card-gone" | "card-mute" | "taken-by-another" | "not-answered" | "reader-gone";

/** Sorts a failure of Connect or Transmit. Codes that fit nowhere mean that this reader can not be worked with now. */
export function scardMeaning(code: number): ScardMeaning {
  switch (code) {
    case scardCode.noSmartcard:
    case scardCode.removedCard:
    // Somebody reset the card under us: whatever was begun on it is lost, as if it had been taken and laid again.
    case scardCode.resetCard:
      return "card-gone";
    case scardCode.unresponsiveCard:
    case scardCode.unpoweredCard:
    case scardCode.unsupportedCard:
    case scardCode.protoMismatch:
      return "card-mute";
    case scardCode.sharingViolation:
      return "taken-by-another";
    case scardCode.notTransacted:
      return "not-answered";
    default:
      return "reader-gone";
  }
}
