import type { Instant } from "../calendar.ts";
import type { Result } from "../result.ts";
import type { SeenFile, WatchedFolder } from "../watched-file.ts";
import type { StoreFault } from "./record-store.ts";

/** The folder that another system leaves files in, and what this desk was told of it. */
export interface WatchedRoom {
  /** Null: no folder is watched. */
  chosen(): WatchedFolder | null;
  choose(folder: WatchedFolder | null): Promise<void>;
  /** The files of the folder; null when it is not there or can not be read. */
  list(folder: string): Promise<readonly SeenFile[] | null>;
  /** The bytes of a file, and how it was right after they were read; null when it is gone, or larger than any honest file. */
  read(
    folder: string,
    name: string,
  ): Promise<{ readonly bytes: Uint8Array; readonly after: SeenFile } | null>;
}

/** What became of one file of the folder. */
export interface TakenFile {
  /** SHA-256 of its bytes, by which it is known again under whatever name. */
  readonly sha256: string;
  readonly name: string;
  readonly takenAt: Instant;
  /** The import's report, or the fault that kept the file from being read, as the contract of imports tells them. */
  readonly outcome: string;
}

/** The files that were taken in from a watched folder. */
export interface WatchedRecords {
  knows(sha256: string): Promise<boolean>;
  /** The last files taken, newest first. */
  last(most: number): Promise<readonly TakenFile[]>;
  /** Keeps what became of a file, and only so many of those before it with their report. */
  note(file: TakenFile, reportsKept: number): Promise<Result<void, StoreFault>>;
}
