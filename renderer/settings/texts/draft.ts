import { type TextVersion, type WordedText, wordedText } from "../../../main/core/text-version.ts";

/** The parts of a text in the order they are read, as they are being written. */
export type Draft = Readonly<Record<string, { readonly fr: string; readonly en: string }>>;

/** The parts of a text. */
export function draftOf(text: WordedText | TextVersion): Draft {
  return { ...text.wording };
}

/** The text of a draft; null while a part is empty, or too long, in one of the languages. */
export function textOf(subject: WordedText["subject"], draft: Draft): WordedText | null {
  const read = wordedText.safeParse({ subject, wording: draft });
  return read.success ? read.data : null;
}
