import type { ImportReason } from "./ports/file-import.ts";

/** Whether each reason refuses its row (true) or is only worth a look (false). */
const refuses: Readonly<Record<ImportReason, boolean>> = {
  missing: true,
  "too-long": true,
  malformed: true,
  "not-a-date": true,
  "impossible-date": true,
  "social-security-number": true,
  "ine-unknown-form": true,
  "ine-check-letter": false,
  "ine-provisional": false,
  "ine-letter-for-digit": false,
  "cvec-unusual": false,
  "email-malformed": false,
  "unknown-value": true,
  "same-number-twice": true,
  "same-chip-twice": true,
  "other-zone-known": true,
  "wrong-number-of-cells": true,
  "unknown-student": true,
  "illegible-characters": false,
};

/** Whether a remark of this reason refuses its row. A row has no value exactly when one of its remarks does. */
export function isRefusal(reason: ImportReason): boolean {
  return refuses[reason];
}
