/** One record of a table; `line` is where it begins, counted from 1 as a text editor or a spreadsheet does. */
export interface TableRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Beyond these bounds a file is no table of people: it is given up at once. */
export const mostColumns = 500;
export const mostRecords = 300_000;
