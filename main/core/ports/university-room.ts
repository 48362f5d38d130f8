import type { UniversityFacts } from "../university.ts";

/** The facts of the university, where they are kept. */
export interface UniversityRoom {
  /** As the desk works with them now. */
  inForce(): UniversityFacts;
  /** As they are kept: what is only taken up at the next start may already differ. */
  kept(): UniversityFacts;
  /** Keeps the facts for good; all but the look of cards, and what waits for the next start, hold at once. */
  keep(facts: UniversityFacts): Promise<void>;
  /** Whether other desks keep their records in the same database. */
  readonly sharesDatabase: boolean;
}
