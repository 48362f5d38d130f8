import type { BenchView, SimulatedCardKind, SimulatedFault } from "../contract/bench.ts";
import type { ChoiceText } from "../contract/choices.ts";
import type { FeeExample, MeansOfPayment } from "../core/fees/rule.ts";
import type { Register } from "../core/money/receipt.ts";
import type { CardReader } from "../core/ports/apdu-channel.ts";
import type { ArtworkRoom } from "../core/ports/artwork-room.ts";
import type { Acting, AuditLog } from "../core/ports/audit-log.ts";
import type { BackupRoom } from "../core/ports/backup-room.ts";
import type { CardArtist } from "../core/ports/card-artist.ts";
import type { CardEncoder } from "../core/ports/card-encoder.ts";
import type { CardPrinter } from "../core/ports/card-printer.ts";
import type { ChipReader } from "../core/ports/chip-reader.ts";
import type { Clock, Randomness } from "../core/ports/clock.ts";
import type { ConfigurationRoom } from "../core/ports/configuration-room.ts";
import type { FileReader } from "../core/ports/file-import.ts";
import type { KeyRoom } from "../core/ports/key-room.ts";
import type { LabelArtist } from "../core/ports/label-artist.ts";
import type { LabelRoom } from "../core/ports/label-room.ts";
import type { PinHasher } from "../core/ports/operator-records.ts";
import type { PhotoStudio } from "../core/ports/photo-studio.ts";
import type { PrinterRoom } from "../core/ports/printer-room.ts";
import type { ProfileShelf } from "../core/ports/profile-shelf.ts";
import type { DrawQr } from "../core/ports/qr-code.ts";
import type { ReaderRoom } from "../core/ports/reader-room.ts";
import type { RecordStore } from "../core/ports/record-store.ts";
import type { RetentionRoom } from "../core/ports/retention-room.ts";
import type { StartLock } from "../core/ports/start-lock.ts";
import type { UniversityRoom } from "../core/ports/university-room.ts";
import type { WatchedRoom } from "../core/ports/watched-room.ts";
import type { QueuePlan } from "../core/queue-plan.ts";
import type { PhotoRoom } from "./photo-room.ts";

/** What a university decides. A change that holds at once is seen here: read them when they are needed. */
export interface StationSettings {
  readonly university: string;
  /** Where little room is; empty: the name. */
  readonly universityShort: string;
  /** 9-digit participant identification code, part of every ESCN. */
  readonly pic: string;
  /** 0–999: this desk's own, so that two desks never make one ESCN. */
  readonly escnPrefix: number;
  /** `mm-dd` on which the academic year turns. */
  readonly yearTurn: string;
  /** IANA zone of the desk. */
  readonly zone: string;
  readonly operator: string;
  /** Whether the desk has the invented people and operators. */
  readonly examples: boolean;
  readonly money:
    | { readonly mode: "seen"; readonly means: readonly MeansOfPayment[] }
    | { readonly mode: "register"; readonly register: Register };
  /** The desk locks when nobody touched it for so long. */
  readonly lockAfterMinutes: number;
}

/** The words students agree to, with their versions. */
export interface StationTexts {
  readonly choices: readonly ChoiceText[];
  readonly rules: {
    readonly version: string;
    readonly title: { readonly fr: string; readonly en: string };
    readonly text: { readonly fr: string; readonly en: string };
  };
}

/** The technician's hands on simulated hardware. */
export interface SimulatedBench {
  view(): BenchView;
  onChange(listener: () => void): () => void;
  fill(kind: SimulatedCardKind, count: number): void;
  setFault(fault: SimulatedFault, on: boolean): void;
  changeRibbon(): void;
  clean(): void;
  tap(card: string | null): void;
  layBlank(kind: SimulatedCardKind): void;
  putInPrinter(): void;
  throwAway(uid: string): Promise<void>;
  picture(card: string): Promise<Uint8Array | null>;
}

/** One line of the log: facts by name, never a person's. */
export type LogLine = Readonly<Record<string, string | number | boolean | null>> & { readonly what: string };

/** Everything a station is made of; the composition root chooses real or simulated, device by device. */
export interface StationParts {
  readonly settings: StationSettings;
  readonly university: UniversityRoom;
  readonly retention: RetentionRoom;
  readonly configuration: ConfigurationRoom;
  /** The words that came with Guichet: what is in force may have been written at the desk since. */
  readonly shippedTexts: StationTexts;
  /** The services and desks until somebody names others. */
  readonly firstPlan: () => Promise<QueuePlan>;
  readonly store: RecordStore;
  readonly audit: AuditLog;
  readonly acting: Acting;
  readonly pins: PinHasher;
  /** Name of the invented operator whom every window lets in, for rehearsals; null: everybody signs in. */
  readonly enterAs: string | null;
  /** Milliseconds since some moment before the start: unlike the clock, nobody can set it. */
  readonly uptimeMs: () => number;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly artist: CardArtist;
  readonly artwork: ArtworkRoom;
  readonly drawQr: DrawQr;
  readonly studio: PhotoStudio;
  readonly photos: PhotoRoom;
  /** What universities publish of their fees: read when somebody asks. */
  readonly feeExamples: () => Promise<readonly FeeExample[]>;
  readonly files: FileReader;
  readonly encoder: CardEncoder;
  /** The chip profiles, one of them in force. */
  readonly profiles: ProfileShelf;
  /** The card printer of the desk, whichever was chosen. */
  readonly printer: CardPrinter;
  readonly printers: PrinterRoom;
  /** The label printer of the desk, and how its stickers are drawn. */
  readonly labels: LabelRoom;
  readonly labelArtist: LabelArtist;
  /** The contactless station inside the printer. */
  readonly printerReader: CardReader;
  readonly deskReader: CardReader;
  /** All readers, and which plays what; the two above follow it. */
  readonly readers: ReaderRoom;
  readonly chipReader: ChipReader;
  readonly keys: KeyRoom;
  /** Where the database's key lies between two runs. */
  readonly start: StartLock;
  readonly backups: BackupRoom;
  /** The folder another system leaves files in. */
  readonly watched: WatchedRoom;
  /** Null while nothing is simulated. */
  readonly bench: SimulatedBench | null;
  /** Grey figure, JPEG 600×771, where no photo is yet. */
  readonly noPhoto: Uint8Array;
  readonly log: (line: LogLine) => void;
}
