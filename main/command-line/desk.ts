import type { AnyRouter } from "@orpc/server";
import type { CardEncoder } from "../core/ports/card-encoder.ts";
import type { KeyStoreFault } from "../core/ports/key-store.ts";
import type { PhotoStudio } from "../core/ports/photo-studio.ts";
import type { PrinterStation } from "../core/ports/printer-room.ts";
import type { RecordStore } from "../core/ports/record-store.ts";
import type { StartCredential, StartRefusal } from "../core/ports/start-lock.ts";
import type { Result } from "../core/result.ts";
import type { SimulatedBench } from "../station/parts.ts";
import type { Station } from "../station/station.ts";

/** What a caller may wish of a desk. */
export interface DeskWishes {
  /** The data folder. */
  readonly folder: string;
  /** Time one face takes on the simulated printer; null for that of a real one. */
  readonly printMs: number | null;
  /** Everything is simulated. To make cards so is refused where the settings name a real device; looking things up is not. */
  readonly simulate: boolean;
  /** How the simulated printer makes cards; as the settings say when absent. */
  readonly station?: PrinterStation;
  /** Only looks things up or imports: makes no card and takes none up, so it may run beside the desk that holds the folder. */
  readonly beside?: boolean;
  /** Who acts when nobody signed in asks for it, as the audit writes it; the desk itself when not told. */
  readonly by?: string;
  /** An invented operator who is let in without a PIN, for rehearsals and measures; nobody where there are real operators. */
  readonly enterAs?: string;
  /** Opens a desk that asks at its start. */
  readonly startWith?: StartCredential;
  /** Takes the copy of the key in the desk's file key store, for one of that store's operators; `shares`: who becomes one by two recovery shares. */
  readonly startFrom?: "key-store" | { readonly shares: readonly string[] };
  /** Wrong passphrases at its start page before this one, for the audit. */
  readonly startRefused?: number;
  /** Opens photos in place of the desk's own studio: for rehearsals of many desks, which start one. */
  readonly studio?: PhotoStudio;
  /** Stands between the station and its store: for rehearsals of crashes. */
  readonly wrapStore?: (store: RecordStore) => RecordStore;
}

/** Why a chip profile can not be used; `at` is where in the file. */
export type ChipProfileFault =
  | { readonly kind: "no-such-profile"; readonly name: string }
  | { readonly kind: "profile-malformed"; readonly file: string; readonly at: string };

/** Why a desk does not open. */
export type DeskFault =
  /** Another desk makes cards on this data folder. */
  | { readonly kind: "folder-in-use" }
  /** Cards were to be rehearsed on the data folder of a desk that makes real ones. */
  | { readonly kind: "real-devices" }
  | { readonly kind: "settings-malformed"; readonly file: string; readonly field: string }
  | ChipProfileFault
  /** The key of its database is enciphered: one of the holders has to open it. */
  | { readonly kind: "start-locked"; readonly holders: readonly string[] }
  | { readonly kind: "start-refused"; readonly because: StartRefusal }
  /** The database is there, and its key nowhere in the data folder. */
  | { readonly kind: "key-lost" }
  /** Two recovery shares did not open the key store; why, as a key store says it. */
  | { readonly kind: "not-recovered"; readonly fault: KeyStoreFault }
  | { readonly kind: "wrong-key" }
  | { readonly kind: "unsafe-sqlite"; readonly version: string }
  | { readonly kind: "newer-database"; readonly known: number; readonly found: number }
  | { readonly kind: "other-photos-key" };

/** What a piece of simulated plastic says happened to it: the other side of the story the database tells. */
export interface PlasticHistory {
  readonly uid: string | null;
  readonly place: "feeder" | "printer" | "hopper" | "reject-box" | "taken";
  readonly timesEncoded: number;
  readonly timesPrinted: number;
}

/** A desk at work on a data folder. */
export interface Desk {
  readonly station: Station;
  /** The hands on the simulated hardware; null when the devices are real. */
  readonly bench: SimulatedBench | null;
  /** An encoder of a profile by name, with the keys of this desk. */
  encoderOf(profile: string): Promise<Result<CardEncoder, ChipProfileFault>>;
  /** Asks whichever desk runs on this data folder to lock its keys. */
  askKeysLocked(): Promise<void>;
  /** Writes the key of the photos in a shared database, open, into a new file: for another desk of that database. False where this desk has none. */
  photosKeyTo(file: string): Promise<boolean>;
  /** Every piece of simulated plastic, in the feeder too. */
  plastic(): readonly PlasticHistory[];
  close(): Promise<void>;
}

/** Opens desks: given by the composition root. */
export type DeskOpener = (wishes: DeskWishes) => Promise<Result<Desk, DeskFault>>;

/** Why a desk waits at its start page. */
export type WaitingAtStart = Extract<DeskFault, { readonly kind: "start-locked" | "start-refused" }>;

/** Opens the start page of a desk: `open` is asked with each passphrase, and how many before it were wrong. Given by the composition root. */
export type StartPageOpener = (
  folder: string,
  fault: WaitingAtStart,
  open: (credential: StartCredential, refused: number) => Promise<StartRefusal | null>,
) => Promise<AnyRouter>;
