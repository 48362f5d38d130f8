import type { Result } from "../result.ts";
import type { CardReader, ChannelFault } from "./apdu-channel.ts";

/** What a reader is for: the one on the desk, the encoder inside the card printer, the one of the self-service kiosk. */
export const readerRoles = ["desk", "printer", "kiosk"] as const;
export type ReaderRole = (typeof readerRoles)[number];

/** The reader a technician chose for a role: simulated, or one of PC/SC by its serial number where it has one, else by its name. */
export type ChosenReader =
  | { readonly kind: "simulated" }
  | { readonly kind: "pcsc"; readonly name: string; readonly serial?: string | undefined };

/** The choice for every role. */
export type ChosenReaders = Readonly<Record<ReaderRole, ChosenReader>>;

/** A reader that can be seen now. */
export interface SeenReader {
  /** Its whole name: no two have the same at a time. */
  readonly name: string;
  readonly vendor: string | null;
  readonly serial: string | null;
  readonly simulated: boolean;
  /** False when its driver does not answer. */
  readonly usable: boolean;
  readonly cardPresent: boolean;
  /** Grows with every card laid: the same number is the same card, lying there still. */
  readonly laid: number;
  /** Whether it can be asked to light its lamp or sound its buzzer. */
  readonly canSignal: boolean;
  /** What it is for now. */
  readonly roles: readonly ReaderRole[];
}

/** All readers, and whether the service that shows the real ones answers; `cause` is the name of its refusal. */
export interface ReadersSeen {
  readonly service: { readonly state: "present" } | { readonly state: "absent"; readonly cause: string };
  readonly readers: readonly SeenReader[];
  /** `playedBy` is the whole name of the reader a role has now; null: the one chosen is not there. */
  readonly roles: Readonly<
    Record<ReaderRole, { readonly chosen: ChosenReader; readonly playedBy: string | null }>
  >;
}

/** Why a reader gave no sign. */
export type SignalFault = ChannelFault | { readonly kind: "not-supported" };

/** The readers of this machine and what each is for. A role goes over to another reader at once, whoever is listening to it. */
export interface ReaderRoom {
  look(): Promise<ReadersSeen>;
  /** Tells of every change that `look` would show; returns the way to stop. */
  onChange(listener: () => void): () => void;
  /** The reader of a role, whichever plays it. */
  playing(role: ReaderRole): CardReader;
  isSimulated(role: ReaderRole): boolean;
  /** The reader a person calls so, by its name or serial number; null when there is none now, or several could be. */
  named(name: string): Promise<CardReader | null>;
  /** Chooses the reader of a role, from now on and after a restart. */
  choose(role: ReaderRole, chosen: ChosenReader): Promise<void>;
  /** Makes a reader show itself with its lamp and buzzer. */
  signal(name: string): Promise<Result<null, SignalFault>>;
  close(): Promise<void>;
}
