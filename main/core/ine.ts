/**
 * Families of the identifiant national étudiant (INE), by form only: the check keys of RNIE and base 36 are not public.
 * Source: shared domain sheet "practice, rules, peers" §2.6 (validators of MESR services; UPJV on the letter D).
 */
export type IneKind = "rnie" | "bea" | "base36" | "apprentice" | "provisional";

const forms: readonly (readonly [IneKind, RegExp])[] = [
  ["provisional", /^\d{4}D\d{5}[A-HJ-NPR-Z]$/],
  ["apprentice", /^\d{4}A\d{5}[A-HJ-NPR-Z]$/],
  ["rnie", /^\d{9}[A-HJK]{2}$/],
  ["bea", /^\d{10}[A-HJ-NPR-Z]$/],
  ["base36", /^[0-9A-Z]{10}\d$/],
];

/** The family an already normalised INE belongs to, or null when no form fits. */
export function ineKind(ine: string): IneKind | null {
  for (const [kind, form] of forms) if (form.test(ine)) return kind;
  return null;
}

/** Whether a text looks like a social-security number (NIR), which must never be kept in an INE field. */
export function looksLikeNir(text: string): boolean {
  return /^[12378]\d{4}(?:\d{2}|2A|2B)\d{6}(\d{2})?$/.test(text);
}

/** Letter expected at the end of a BEA number: its ten digits modulo 23. Verified on few samples, so a warning and no more. */
export function beaLetter(digits: string): string {
  return "ABCDEFGHJKLMNPRSTUVWXYZ".charAt(Number(BigInt(digits) % 23n));
}

/**
 * The INE that an ill-formed one would be with the letters O and I read as the digits 0 and 1, or null when that makes no
 * valid form either. To be proposed to a person, never written in their place.
 */
export function ineReadAsDigits(ine: string): string | null {
  if (ineKind(ine) !== null) return null;
  const digits = ine.replaceAll("O", "0").replaceAll("I", "1");
  return ineKind(digits) === null ? null : digits;
}

/** An INE as it may stand where others can look on: its first and last four characters, `0906•••155T`. */
export function maskedIne(ine: string): string {
  return ine.length <= 8 ? "•".repeat(ine.length) : `${ine.slice(0, 4)}•••${ine.slice(-4)}`;
}
