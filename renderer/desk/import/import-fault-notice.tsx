import reasons from "../../../assets/locales/fr/reasons.json";
import type { ImportFault } from "../../../main/contract/imports.ts";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";

/** Why a whole file could not be read, in words. */
export function ImportFaultNotice({ fault }: { readonly fault: ImportFault }) {
  const { t } = useWords();
  const facts = {
    columns: fault.kind === "missing-columns" ? fault.columns.map(fieldWords).join(", ") : "",
    maximumMegabytes: fault.kind === "too-large" ? Math.round(fault.maximumBytes / 1_000_000) : "",
    line: fault.kind === "malformed" ? fault.line : "",
  };
  return (
    <Notice
      tone="stop"
      urgent
      what={t(`reasons:importFault.${fault.kind}.what`, facts)}
      means={t(`reasons:importFault.${fault.kind}.means`, facts)}
      todo={t(`reasons:importFault.${fault.kind}.todo`, facts)}
    />
  );

  /** A field in words; a heading we have no word for stays as it is. */
  function fieldWords(field: string): string {
    return isField(field) ? t(`reasons:importField.${field}`) : field;
  }
}

function isField(name: string): name is keyof typeof reasons.importField {
  return Object.hasOwn(reasons.importField, name);
}
