/** Applications known by their identifier alone, whoever put them on a card. */
const known = {
  /** Izly, written by the CNOUS or by whoever made the card (esup-sgc sheet §3.10). */
  F58540: "crous",
  /** The European student card's own, given up in 2024 (§3.9), and its delegated variant. */
  F58840: "dueinfo",
  F58542: "dueinfo",
  /** The published profiles of esup-sgc (§3.4). */
  F585C0: "library",
  F585C1: "access-control",
  /** Guichet's own examples. */
  F58A10: "guichet",
  F58A11: "guichet",
  /** NFC Forum type 4, both versions of its mapping. */
  "000001": "ndef",
  EEEE10: "ndef",
} as const;

/** What an application is for. */
export type KnownApplication = (typeof known)[keyof typeof known];

/** What the application of this identifier (six hexadecimal digits, most significant byte first) is for; null when it is not known here. */
export function knownApplication(aid: string): KnownApplication | null {
  return Object.hasOwn(known, aid) ? known[aid as keyof typeof known] : null;
}
