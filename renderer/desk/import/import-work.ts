import type { ImportFault, ImportRemark, ImportReport } from "../../../main/contract/imports.ts";

/** Where an import stands: nothing is kept before the check was seen. */
export type ImportWork =
  | { readonly at: "choosing" }
  | { readonly at: "checking"; readonly fileName: string }
  | { readonly at: "refused"; readonly fault: ImportFault }
  | { readonly at: "checked"; readonly file: File; readonly report: ImportReport }
  | { readonly at: "importing"; readonly file: File; readonly report: ImportReport }
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
