import { foldName } from "../core/identifier-text.ts";
import type { ChosenColumns } from "../core/ports/file-import.ts";

/** Which column of a file holds what. */
export interface Columns<C extends string> {
  readonly headings: readonly string[];
  readonly positions: ReadonlyMap<C, number>;
  /** Headings nothing is taken from. */
  readonly unused: readonly string[];
}

/** Headings a column may have, folded, the surest first. */
export type Headings<C extends string> = Readonly<Record<C, readonly string[]>>;

/**
 * Recognises headings by folded name, or by the column's own. When two claim the same column the surer one has it, then the one further left.
 * What a person chose takes the place of all guesses.
 */
export function columnsOf<C extends string>(
  headings: readonly string[],
  known: Headings<C>,
  chosen: ChosenColumns | null = null,
): Columns<C> {
  const positions = chosen === null ? guessed(headings, known) : asChosen(headings, known, chosen);
  const used = new Set(positions.values());
  const unused = headings.filter((heading, at) => !used.has(at) && heading.trim() !== "");
  return { headings, positions, unused };
}

function guessed<C extends string>(headings: readonly string[], known: Headings<C>): Map<C, number> {
  const folded = headings.map(foldHeading);
  const positions = new Map<C, number>();
  for (const column of Object.keys(known) as C[]) {
    const heading = [...known[column], column.toLowerCase()].find((name) => folded.includes(name));
    if (heading !== undefined) positions.set(column, folded.indexOf(heading));
  }
  return positions;
}

function asChosen<C extends string>(
  headings: readonly string[],
  known: Headings<C>,
  chosen: ChosenColumns,
): Map<C, number> {
  const positions = new Map<C, number>();
  for (const column of Object.keys(known) as C[]) {
    const at = chosen[column];
    if (at !== undefined && at < headings.length) positions.set(column, at);
  }
  return positions;
}

/** Headings as they are told apart from those of other sources: folded, in their order. */
export function foldedHeadings(headings: readonly string[]): readonly string[] {
  return headings.map(foldHeading);
}

/** A heading made comparable: `N° Étudiant`, `n_etudiant` and `Nº étudiant` are one. */
function foldHeading(heading: string): string {
  return foldName(heading.replace(/[º°]/gu, " "))
    .replace(/[._\s]+/gu, " ")
    .trim();
}
