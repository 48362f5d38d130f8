/** An identifier as typed or exported, made comparable: no spaces, hyphens or dots, upper case, NFC. Letters and digits are never swapped. */
export function normaliseIdentifier(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\s\u00A0\u202F.\-\u2010-\u2015]/gu, "")
    .toUpperCase();
}

/** A name made searchable: no accents, ligatures opened, lower case, apostrophes and hyphens as spaces. */
export function foldName(text: string): string {
  // Marks go first: a ligature may carry one (ǣ).
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/œ/gu, "oe")
    .replace(/æ/gu, "ae")
    .replace(/ß/gu, "ss")
    .replace(/[đð]/gu, "d")
    .replace(/ł/gu, "l")
    .replace(/ø/gu, "o")
    .replace(/þ/gu, "th")
    .replace(/ħ/gu, "h")
    .replace(/ı/gu, "i")
    .replace(/[^\p{L}\p{N}@._]+/gu, " ")
    .trim();
}
