import { foldName, normaliseIdentifier } from "./identifier-text.ts";

/** What was typed into the one search field, as everything it may be the beginning of. */
export interface SearchText {
  /** Words of a name, folded; every one must begin a word of the name, in any order. */
  readonly names: readonly string[];
  /** A student number or the beginning of one. */
  readonly number: string | null;
  /** An e-mail address or the beginning of one, lower case. */
  readonly email: string | null;
  /** The number of a chip or the beginning of one: upper-case hexadecimal. */
  readonly uid: string | null;
  /** An ESCN or the beginning of one, lower case with its hyphens. */
  readonly escn: string | null;
}

/** Fewer digits of a chip or a card would be taken for half of all student numbers. */
const fewestHexDigits = 6;
const escnDigits = 32;
const escnHyphens = [8, 12, 16, 20];

/** Reads what was typed, or scanned, into the search field. */
export function readSearch(text: string): SearchText {
  const names = foldName(text)
    .split(/[ @._]+/)
    .filter((word) => word !== "");
  const identifier = normaliseIdentifier(text).replaceAll(":", "");
  const isHex = /^[0-9A-F]+$/.test(identifier) && identifier.length >= fewestHexDigits;
  const email = text.trim().toLowerCase();
  return {
    names: email.includes("@") ? [] : names,
    number: /^[0-9A-Z/]*\d[0-9A-Z/]*$/.test(identifier) ? identifier : null,
    email: /^[^\s@]+[.@][^\s@]*$/.test(email) ? email : null,
    uid: isHex ? identifier : null,
    escn: isHex && identifier.length <= escnDigits ? hyphenated(identifier.toLowerCase()) : null,
  };
}

/** Whether every word typed begins a word of a folded name. */
export function beginWordsOf(typed: readonly string[], folded: string): boolean {
  const words = folded.split(" ");
  return typed.every((wanted) => words.some((word) => word.startsWith(wanted)));
}

function hyphenated(digits: string): string {
  return escnHyphens.reduceRight(
    (text, at) => (text.length > at ? `${text.slice(0, at)}-${text.slice(at)}` : text),
    digits,
  );
}
