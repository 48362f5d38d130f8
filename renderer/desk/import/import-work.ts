import type {
  ImportEvent,
  ImportFault,
  ImportLook,
  ImportRemark,
  ImportReport,
} from "../../../main/contract/imports.ts";

/** How a file is read: as what, and which column holds what; null: as guessed or remembered. */
export interface Reading {
  readonly as: ImportLook["as"] | null;
  readonly columns: Readonly<Record<string, number>> | null;
}

/** How far it has come. */
export type Progress = Extract<ImportEvent, { readonly kind: "progress" }>;

/** Where an import stands: nothing is kept before the check was seen. */
export type ImportWork =
  | { readonly at: "choosing" }
  | { readonly at: "looking"; readonly fileName: string }
  | { readonly at: "refused"; readonly fault: ImportFault }
  | { readonly at: "columns"; readonly file: File; readonly look: ImportLook; readonly reading: Reading }
  | { readonly at: "checking"; readonly file: File; readonly progress: Progress | null }
  | {
      readonly at: "checked" | "importing";
      readonly file: File;
      readonly look: ImportLook;
      readonly reading: Reading;
      readonly report: ImportReport;
      readonly progress: Progress | null;
    }
  | { readonly at: "imported"; readonly report: ImportReport };

/** What the table of remarks can be narrowed to. */
export type RemarkFilter = "all" | "refused" | "warned";

/** The remarks of a filter. */
export function remarksOf(report: ImportReport, filter: RemarkFilter): readonly ImportRemark[] {
  switch (filter) {
    case "all":
      return report.remarks;
    case "refused":
      return report.remarks.filter((remark) => remark.refused);
    case "warned":
      return report.remarks.filter((remark) => !remark.refused);
  }
}

/** Whether the file changes, or would change, nothing. */
export function changesNothing(report: ImportReport): boolean {
  return report.accepted > 0 && report.added === 0 && report.changed === 0;
}

/** How a file of this source is read at first: as remembered, or else as guessed. */
export function firstReading(look: ImportLook): Reading {
  const as = look.remembered?.as ?? look.as;
  const columns = as === "crous" || !look.choosable ? null : (look.remembered?.columns ?? look.guesses[as]);
  return { as, columns };
}

/** The columns with one heading told to hold a field, or nothing: a field is in one column only. */
export function withField(
  columns: Readonly<Record<string, number>>,
  heading: number,
  field: string | null,
): Readonly<Record<string, number>> {
  const others = Object.entries(columns).filter(([name, at]) => at !== heading && name !== field);
  return Object.fromEntries(field === null ? others : [...others, [field, heading] as const]);
}
