import type { Result } from "../result.ts";

/** Why a card or its reader did not answer. */
export type ChannelFault =
  | { readonly kind: "no-card" }
  | { readonly kind: "card-removed" }
  | { readonly kind: "card-mute" }
  | { readonly kind: "reader-lost"; readonly reader: string; readonly cause: string }
  | { readonly kind: "deadline-passed"; readonly afterMs: number };

/** An exclusive conversation with the card on one reader. Bytes in, bytes out; their meaning belongs to the layer above. */
export interface ApduChannel {
  readonly reader: string;
  readonly atr: Uint8Array;
  /** Sends one command APDU and resolves to the response, status word last. */
  transmit(command: Uint8Array, deadlineMs: number): Promise<Result<Uint8Array, ChannelFault>>;
  /** Releases the card, leaving it powered. Safe to call twice. */
  close(): Promise<void>;
}

/** A place where a card can be laid and spoken to. */
export interface CardReader {
  readonly name: string;
  /** Opens a conversation with the card present, waiting at most `deadlineMs` for one to be laid. */
  connect(deadlineMs: number): Promise<Result<ApduChannel, ChannelFault>>;
  /** Tells of every card laid (true) and taken away (false), beginning with the present state; returns the way to stop. */
  watch(listener: (present: boolean) => void): () => void;
}
