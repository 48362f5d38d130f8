import type { Result } from "../result.ts";
import type { TextVersion } from "../text-version.ts";
import type { StoreFault } from "./record-store.ts";

/** The versions of what students are given to read. Added, never changed. */
export interface TextRecords {
  /** Every version, in the order they were kept. */
  all(): Promise<readonly TextVersion[]>;
  /** Refused where the subject has that number or that version already. */
  add(version: TextVersion): Promise<Result<void, StoreFault>>;
}
