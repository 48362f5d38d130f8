import type { PhotoFault } from "../../../main/contract/photo.ts";
import type { useWords } from "../../parts/language.ts";

type Words = ReturnType<typeof useWords>["t"];

/** Why a photo was refused: what happened, what it means, what to do. */
export function photoFaultWords(
  fault: PhotoFault,
  t: Words,
): { readonly what: string; readonly means: string; readonly todo: string } {
  const looksLike = fault.kind === "not-a-photo" ? fault.looksLike : null;
  const facts = {
    ...factsOf(fault, "field" in fault ? t(`photo.fitField.${fault.field}`) : ""),
    seen: looksLike === null ? "" : t(`reasons:looksLike.${looksLike}`),
  };
  return {
    what: t(`reasons:photoFault.${fault.kind}.what`, facts),
    means: t(`reasons:photoFault.${fault.kind}.means`, facts),
    todo: t(`reasons:photoFault.${fault.kind}.todo`, facts),
  };
}

/** All placeholders a photo fault's words may have; those of another fault stay empty. */
function factsOf(fault: PhotoFault, field: string) {
  return {
    mostMegabytes: fault.kind === "too-heavy" ? fault.mostMegabytes : "",
    maximumMegapixels: fault.kind === "too-large" ? fault.maximumMegapixels : "",
    widthPx: fault.kind === "too-small" ? fault.widthPx : "",
    heightPx: fault.kind === "too-small" ? fault.heightPx : "",
    characters: fault.kind === "no-glyph" ? fault.characters.join(" ") : "",
    field,
    text: fault.kind === "no-barcode" ? fault.text : "",
    template: fault.kind === "no-such-template" ? fault.template : "",
  };
}
