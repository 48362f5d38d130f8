/** Time and chance come from outside, so that flows and tests hold them in hand. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
}

/** Randomness fit for keys and identifiers. */
export interface Randomness {
  bytes(length: number): Uint8Array;
  /** A new UUIDv7 text. */
  uuid(): string;
}
