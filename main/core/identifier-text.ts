/** An identifier as typed or exported, made comparable: no spaces, hyphens or dots, upper case, NFC. Letters and digits are never swapped. */
export function normaliseIdentifier(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\s\u00A0\u202F.\-\u2010-\u2015]/gu, "")
    .toUpperCase();
}

/** A name made searchable: no accents, ligatures opened, lower case, apostrophes and hyphens as spaces. */
export function foldName(text: string): string {
  return text
    .replace(/[œŒ]/gu, "oe")
    .replace(/[æÆ]/gu, "ae")
    .replace(/ß/gu, "ss")
    .replace(/[đĐ]/gu, "d")
    .replace(/[łŁ]/gu, "l")
    .replace(/[øØ]/gu, "o")
    .replace(/[ðÐ]/gu, "d")
    .replace(/[þÞ]/gu, "th")
    .replace(/ħ|Ħ/gu, "h")
    .replace(/ı/gu, "i")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@._]+/gu, " ")
    .trim();
}
