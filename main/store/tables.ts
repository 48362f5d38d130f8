import type { Generated } from "kysely";

/** Tables as both engines hold them: instants and days as ISO text, truths as 0 and 1, lists and states as JSON text. */
export interface Tables {
  readonly migration: MigrationTable;
  readonly student: StudentTable;
  readonly appointment: AppointmentTable;
  readonly visit: VisitTable;
  readonly photo: PhotoTable;
  readonly photo_decision: PhotoDecisionTable;
  readonly photo_key: PhotoKeyTable;
  readonly photo_vault: PhotoVaultTable;
  readonly choice: ChoiceTable;
  readonly text_version: TextVersionTable;
  readonly purge_report: PurgeReportTable;
  readonly card: CardTable;
  readonly issue_job: IssueJobTable;
  readonly journal: JournalTable;
  readonly audit_chain: AuditChainTable;
  readonly audit_entry: AuditEntryTable;
  readonly audit_head: AuditHeadTable;
  readonly audit_subject: AuditSubjectTable;
  readonly chip: ChipTable;
  readonly chip_key: ChipKeyTable;
  readonly crous_zone: CrousZoneTable;
  readonly import_run: ImportRunTable;
  readonly import_row: ImportRowTable;
  readonly import_told: ImportToldTable;
  readonly import_source: ImportSourceTable;
  readonly operator: OperatorTable;
  readonly queue_plan: QueuePlanTable;
  readonly turn: TurnTable;
  readonly passage: PassageTable;
  readonly ticket_number: TicketNumberTable;
  readonly sticker: StickerTable;
  readonly fee_table: FeeTableTable;
  readonly renewal: RenewalTable;
  readonly payment: PaymentTable;
  readonly receipt: ReceiptTable;
  readonly receipt_copy: ReceiptCopyTable;
  readonly closure: ClosureTable;
  readonly care_line: CareLineTable;
  readonly watched_file: WatchedFileTable;
}

interface MigrationTable {
  number: number;
  name: string;
  applied_at: string;
}

export interface StudentTable {
  id: string;
  number: string;
  ine: string | null;
  civil_last_name: string;
  civil_first_name: string;
  usage_last_name: string | null;
  usage_first_name: string | null;
  birth_date: string;
  email: string | null;
  programme: string;
  level: string;
  enrolled_on: string | null;
  cvec: string | null;
  blocks: string;
  population: string;
  photo_file: string | null;
  guardian_seen_on: string | null;
  /** What the desk changed by hand; empty for nothing. */
  care: Generated<string>;
  /** Nothing of the row but its identifier means anything any more. */
  erased_at: string | null;
}

/** The columns of a student that come from a file. */
export type StudentFileColumns = Omit<StudentTable, "id" | "guardian_seen_on" | "care" | "erased_at">;

interface WatchedFileTable {
  sha256: string;
  name: string;
  taken_at: string;
  /** Null once its report is not kept any more. */
  outcome: string | null;
}

interface CareLineTable {
  id: string;
  student_id: string;
  what: string;
  of: string | null;
  words: string;
  by: string;
  at: string;
}

export interface AppointmentTable {
  id: string;
  source_key: string;
  student_id: string;
  day: string;
  starts_at: string;
  ends_at: string | null;
  reason: string;
}

export interface VisitTable {
  id: string;
  student_id: string;
  day: string;
  state: string;
  appointment_id: string | null;
  due_at: string | null;
  arrived_at: string | null;
  served_at: string | null;
  closed_at: string | null;
  identity_seen: string | null;
  identity_seen_at: string | null;
  rules_read_at: string | null;
  overrides: string;
}

interface PhotoTable {
  id: string;
  student_id: string;
  /** Sealed where `photo_key` has a row of it; without a byte once erased. */
  jpeg: Uint8Array;
  taken_at: string;
  erased_at: string | null;
  erased_because: string | null;
}

interface PhotoKeyTable {
  photo_id: string;
  sealed_key: Uint8Array;
}

interface PhotoVaultTable {
  one: number;
  mark: string;
}

export interface PhotoDecisionTable {
  photo_id: string;
  at: string;
  profile: string;
  profile_version: number;
  checks: string;
  reason: string;
  decided_by: string;
}

interface PurgeReportTable {
  station: string;
  at: string;
  content: string;
}

interface TextVersionTable {
  subject: string;
  number: number;
  version: string;
  shipped: number;
  at: string;
  by_whom: string;
  wording: string;
}

export interface ChoiceTable {
  id: string;
  student_id: string;
  subject: string;
  answer: string;
  text_version: string;
  text_sha256: string;
  language: string;
  entered_by: string;
  channel: string;
  guardian_consent: number;
  at: string;
}

export interface CardTable {
  id: string;
  student_id: string;
  visit_id: string | null;
  state: string;
  escn: string;
  uid: string | null;
  photo_id: string;
  template: string;
  layers_sha256: string;
  requested_at: string;
  encoded_at: string | null;
  printed_at: string | null;
  enabled_at: string | null;
  ended_because: string | null;
  ended_at: string | null;
}

interface IssueJobTable {
  id: string;
  visit_id: string;
  student_id: string;
  open: number;
  started_at: string;
  state: string;
  station: string | null;
}

interface JournalTable {
  job_id: string;
  number: number;
  attempt: number;
  act: string;
  started_at: string;
  took_ms: number | null;
  ended: string | null;
  fault: string | null;
}

interface AuditChainTable {
  chain: string;
  seq: number;
  hash: string;
}

interface AuditEntryTable {
  chain: string;
  seq: number;
  at: string;
  act: string;
  actor: string;
  second_actor: string | null;
  subject: string | null;
  outcome: string;
  content: Uint8Array;
  hash: string;
}

interface AuditHeadTable {
  chain: string;
  number: number;
  seq: number;
  hash: string;
  at: string;
  why: string;
  signer: string;
  signature: string;
}

interface AuditSubjectTable {
  chain: string;
  student_id: string;
  pseudonym: string;
  sealed_key: Uint8Array;
}

export interface StickerTable {
  serial_number: string;
  academic_year: string;
  desk: number;
  count: number;
  card_id: string;
  student_id: string;
  state: string;
  sent_at: string;
  moved_at: string;
  void_because: string | null;
  void_note: string | null;
  replaces: string | null;
}

export interface ChipTable {
  uid: string;
  student_id: string;
  escn: string;
  sequence: number;
  profile: string;
  profile_version: number;
  state: string;
  spoiled_because: string | null;
  begun_at: string;
  ended_at: string | null;
  updated_at: string | null;
}

interface ChipKeyTable {
  uid: string;
  name: string;
  version: number | null;
  moving_to: number | null;
}

export interface CrousZoneTable {
  uid: string;
  zdc: string;
  rid: string;
  transmitter: string;
  mapping: string;
  pix_ss: string;
  pix_nn: string;
  appl: string;
  made_on: string;
}

interface ImportRunTable {
  id: string;
  source: string;
  state: string;
  started_at: string;
  station: string | null;
}

interface ImportRowTable {
  run_id: string;
  number: string;
  fresh_id: string;
  /** Null for a student the file tells nothing new of. */
  file: string | null;
}

interface ImportToldTable {
  source: string;
  number: string;
  run_id: string;
}

interface ImportSourceTable {
  source: string;
  read_as: string;
  columns: string;
}

interface QueuePlanTable {
  one: number;
  version: number;
  plan: string;
}

interface TurnTable {
  visit_id: string;
  day: string;
  service: string;
  for_desk: string | null;
  parked_at: string | null;
  ticket_letter: string | null;
  ticket_number: number | null;
}

export interface PassageTable {
  visit_id: string;
  number: number;
  day: string;
  service: string;
  desk: string;
  called_by: string;
  called_at: string;
  calls: number;
  last_called_at: string;
  ended_at: string | null;
  ended_as: string | null;
}

interface TicketNumberTable {
  day: string;
  letter: string;
  last: number;
}

interface OperatorTable {
  id: string;
  name: string;
  /** The name without accents or case. */
  folded: string;
  roles: string;
  active: number;
  example: number;
  pin_hash: string;
  tries: number;
  last_try_at: string | null;
}

interface FeeTableTable {
  version: number;
  at: string;
  by_whom: string;
  rules: string;
}

export interface RenewalTable {
  id: string;
  student_id: string;
  visit_id: string;
  open: number;
  /** Its card may be made: it is paid, or free. */
  paid: number;
  revision: number;
  started_at: string;
  ended_at: string | null;
  state: string;
}

export interface PaymentTable {
  id: string;
  key: string;
  student_id: string;
  amount_cents: number;
  means: string;
  reference: string | null;
  drawn_by: string | null;
  day: string;
  taken_at: string;
  taken_by: string;
  used_by: string | null;
  cancelled_at: string | null;
  cancelled_by: string | null;
  cancelled_because: string | null;
}

export interface ReceiptTable {
  register: string;
  year: number;
  number: number;
  kind: string;
  payment_id: string;
  cancels_year: number | null;
  cancels_number: number | null;
  amount_cents: number;
  means: string;
  reference: string | null;
  drawn_by: string | null;
  day: string;
  at: string;
  by_whom: string;
}

interface ReceiptCopyTable {
  register: string;
  year: number;
  number: number;
  copy: number;
  at: string;
  by_whom: string;
}

interface ClosureTable {
  register: string;
  day: string;
  at: string;
  by_whom: string;
  content: string;
}
