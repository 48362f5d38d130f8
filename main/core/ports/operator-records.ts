import type { Instant } from "../calendar.ts";
import type { OperatorId } from "../ids.ts";
import type { Operator } from "../operator.ts";
import type { Result } from "../result.ts";
import type { StoreFault } from "./record-store.ts";

/** What is kept of an operator's PIN and of the tries to guess it. */
export interface PinRecord {
  /** As `PinHasher` writes it. */
  readonly hash: string;
  /** Wrong PINs in a row. */
  readonly tries: number;
  readonly lastTryAt: Instant | null;
}

/** The operators the desk knows. */
export interface OperatorRecords {
  /** Everybody, also those who left, in the order of their names. */
  all(): Promise<readonly Operator[]>;
  byId(id: OperatorId): Promise<Operator | null>;
  /** The operator of that name, accents and case aside. */
  byName(name: string): Promise<Operator | null>;
  /** Refused when somebody has the name already. */
  add(operator: Operator, pinHash: string): Promise<Result<void, StoreFault>>;
  change(operator: Operator): Promise<Result<void, StoreFault>>;
  pinOf(id: OperatorId): Promise<PinRecord | null>;
  /** A new PIN also forgets the tries. */
  changePin(id: OperatorId, pinHash: string): Promise<Result<void, StoreFault>>;
  /** Counts a try before it is judged, if there were `before` until now: of tries at once only one is counted, and judged. */
  countTry(id: OperatorId, before: number, at: Instant): Promise<Result<boolean, StoreFault>>;
  forgetTries(id: OperatorId): Promise<Result<void, StoreFault>>;
}

/** Makes of a PIN what may be kept. */
export interface PinHasher {
  hash(pin: string): Promise<string>;
  matches(pin: string, hash: string): Promise<boolean>;
}
