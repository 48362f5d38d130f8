import type { CalendarDay, Instant } from "../calendar.ts";
import type { Card } from "../card.ts";
import type { ChoiceEntry } from "../choice.ts";
import type { IssueState } from "../flows/issue-card-moves.ts";
import type { Act, RecordEffect } from "../flows/issue-card-terms.ts";
import type { AppointmentId, CardId, JobId, PhotoId, StudentId, VisitId } from "../ids.ts";
import type { PhotoDecision } from "../photo/decision.ts";
import type { Erasure, StandingPhoto } from "../photo/retention.ts";
import type { Result } from "../result.ts";
import type { SearchText } from "../search-text.ts";
import type { Student, StudentFile } from "../student.ts";
import type { Visit } from "../visit.ts";
import type { AuditRecords } from "./audit-log.ts";
import type { ChipRecords } from "./chip-records.ts";
import type { AppointmentFile } from "./file-import.ts";
import type { ImportRecords } from "./import-records.ts";
import type { MoneyRecords } from "./money-records.ts";
import type { OperatorRecords } from "./operator-records.ts";
import type { PersonRecords } from "./person-records.ts";
import type { PurgeRecords } from "./purge-records.ts";
import type { QueueRecords } from "./queue-records.ts";
import type { FeeRecords, RenewalRecords } from "./renewal-records.ts";
import type { StickerRecords } from "./sticker-records.ts";
import type { TextRecords } from "./text-records.ts";
import type { WatchedRecords } from "./watched-room.ts";

/** Why the database would not keep something: its own rules, or no room left. Nothing of a refused change is kept. */
export type StoreFault = { readonly kind: "refused"; readonly rule: string } | { readonly kind: "disk-full" };

/** What an import changed, by row key. */
export interface UpsertCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** One act of an issue as the journal keeps it. */
export interface JournalLine {
  readonly act: Act["do"];
  readonly number: number;
  readonly attempt: number;
  readonly startedAt: Instant;
  readonly tookMs: number | null;
  readonly ended: "done" | "failed" | "interrupted" | null;
  readonly fault: string | null;
}

/** How an act ended. */
export interface ActEnd {
  readonly number: number;
  readonly tookMs: number | null;
  readonly ended: "done" | "failed" | "interrupted";
  readonly fault: string | null;
}

/** One step of an issue, committed whole or not at all: how the last act ended, what is now so, and what is about to be done. */
export interface StepCommit {
  readonly at: Instant;
  readonly ended: ActEnd | null;
  readonly state: IssueState;
  readonly open: boolean;
  readonly records: readonly RecordEffect[];
  readonly intent: { readonly act: Act["do"]; readonly number: number } | null;
}

/** An issue with the visit it belongs to. */
export interface IssueJob {
  readonly id: JobId;
  readonly visitId: VisitId;
  readonly studentId: StudentId;
  readonly open: boolean;
  readonly startedAt: Instant;
  readonly state: IssueState;
}

/** A photo as stored: JPEG 600×771. */
export interface StoredPhoto {
  readonly id: PhotoId;
  readonly studentId: StudentId;
  readonly jpeg: Uint8Array;
  readonly takenAt: Instant;
}

/** A visit with its student: a line of the board before it is judged. */
export interface VisitWithStudent {
  readonly visit: Visit;
  readonly student: Student;
}

/** A student found, and the visit they are at on the day asked about. */
export interface FoundStudent {
  readonly student: Student;
  readonly visitId: VisitId | null;
}

export interface StudentRecords {
  byId(id: StudentId): Promise<Student | null>;
  byNumber(number: string): Promise<Student | null>;
  byEmail(email: string): Promise<Student | null>;
  count(): Promise<number>;
  /** The first students by name, at most `limit`. */
  first(limit: number): Promise<readonly Student[]>;
  /**
   * Students whose names hold a word beginning with each word typed, or whose number, e-mail, chip or ESCN begins with the text:
   * at most `limit`, best first, with their visit of `day`.
   */
  search(text: SearchText, day: CalendarDay, limit: number): Promise<readonly FoundStudent[]>;
  /** Adds or changes students by number; with `keep` false the counts are those of a rehearsal. */
  upsert(
    files: readonly { readonly file: StudentFile; readonly freshId: StudentId }[],
    keep: boolean,
  ): Promise<Result<UpsertCounts, StoreFault>>;
  noteGuardian(id: StudentId, seenOn: CalendarDay | null): Promise<Result<void, StoreFault>>;
}

export interface VisitRecords {
  byId(id: VisitId): Promise<Visit | null>;
  ofDay(day: CalendarDay): Promise<readonly VisitWithStudent[]>;
  /** The latest visit of a student on a day that is not over, or else the latest. */
  ofStudent(student: StudentId, day: CalendarDay): Promise<Visit | null>;
  add(visit: Visit): Promise<Result<void, StoreFault>>;
  /** `seen` null takes the note back. */
  noteIdentity(id: VisitId, seen: Visit["identitySeen"], at: Instant): Promise<Result<void, StoreFault>>;
  noteRulesRead(id: VisitId, at: Instant | null): Promise<Result<void, StoreFault>>;
  /** Keeps what was let pass for a visit, in place of what was before. */
  noteOverrides(id: VisitId, overrides: Visit["overrides"]): Promise<Result<void, StoreFault>>;
  /**
   * Adds or moves appointments by key, and the visits they announce; a visit already begun is left as it is.
   * An unknown key for a student and a start that are known already is the same appointment told by another agenda: unchanged.
   */
  upsertAppointments(
    files: readonly {
      readonly file: AppointmentFile;
      readonly student: StudentId;
      readonly freshIds: { readonly appointment: AppointmentId; readonly visit: VisitId };
    }[],
    keep: boolean,
  ): Promise<Result<UpsertCounts, StoreFault>>;
}

export interface CardRecords {
  byId(id: CardId): Promise<Card | null>;
  byUid(uid: string): Promise<Card | null>;
  liveOf(student: StudentId): Promise<Card | null>;
  /** The card that was live last, whether it still is or not. */
  lastLiveOf(student: StudentId): Promise<Card | null>;
  /** Every card of a visit, oldest first. */
  ofVisit(visit: VisitId): Promise<readonly Card[]>;
  /**
   * Keeps the photo and asks for a card with it; any card of the visit that was only asked for is cancelled, and its photo erased.
   * `decision`: why the photo is taken in spite of what its checks say.
   */
  request(photo: StoredPhoto, card: Card, decision?: PhotoDecision | null): Promise<Result<void, StoreFault>>;
  /** Null for one that was erased. */
  photo(id: PhotoId): Promise<StoredPhoto | null>;
  lastPhotoOf(student: StudentId): Promise<StoredPhoto | null>;
}

export interface PhotoRecords {
  /** Keeps a photo that no card asks for yet. */
  keep(photo: StoredPhoto): Promise<Result<void, StoreFault>>;
  /** The student whose import announced a photo of this file name. */
  studentOfFile(fileName: string): Promise<StudentId | null>;
  decisionsOf(photo: PhotoId): Promise<readonly PhotoDecision[]>;
  /** Every photo that is kept, with what decides how long. */
  standing(): Promise<readonly StandingPhoto[]>;
  /** Takes the pictures away; the rows stay for the cards made of them. */
  erase(photos: readonly PhotoId[], because: Erasure, at: Instant): Promise<Result<void, StoreFault>>;
  /** Leaves nothing of what was erased on the disk: what was written ahead is written back, and cut off. */
  scrub(): Promise<void>;
}

export interface ChoiceRecords {
  ledgerOf(student: StudentId): Promise<readonly ChoiceEntry[]>;
  enter(entry: ChoiceEntry & { readonly id: string }): Promise<Result<void, StoreFault>>;
}

export interface JobRecords {
  byId(id: JobId): Promise<IssueJob | null>;
  lastOfVisit(visit: VisitId): Promise<IssueJob | null>;
  /** Every issue under way, whichever station's. */
  open(): Promise<readonly IssueJob[]>;
  /** Issues under way that are this station's to finish. One nobody wrote a station down for becomes whose who asks first. */
  takeUp(): Promise<readonly IssueJob[]>;
  add(job: IssueJob, first: StepCommit): Promise<Result<void, StoreFault>>;
  /** Keeps one step, durably, before the act it announces is performed. */
  commit(job: JobId, step: StepCommit): Promise<Result<void, StoreFault>>;
  journalOf(job: JobId): Promise<readonly JournalLine[]>;
}

/** Everything the station keeps. One implementation serves SQLite and PostgreSQL. */
export interface RecordStore {
  readonly students: StudentRecords;
  readonly visits: VisitRecords;
  readonly cards: CardRecords;
  readonly photos: PhotoRecords;
  readonly choices: ChoiceRecords;
  readonly texts: TextRecords;
  readonly purges: PurgeRecords;
  readonly jobs: JobRecords;
  readonly audit: AuditRecords;
  readonly chips: ChipRecords;
  readonly imports: ImportRecords;
  readonly operators: OperatorRecords;
  readonly queue: QueueRecords;
  readonly stickers: StickerRecords;
  readonly fees: FeeRecords;
  readonly renewals: RenewalRecords;
  readonly money: MoneyRecords;
  readonly persons: PersonRecords;
  readonly watched: WatchedRecords;
  close(): Promise<void>;
}
