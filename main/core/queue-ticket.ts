import { z } from "zod";

/** What somebody who waits is called by: the letter of the service they came for, and a number of the day. */
export const ticket = z.strictObject({ letter: z.string().regex(/^[A-Z]$/), number: z.int().min(1) });
export type Ticket = z.infer<typeof ticket>;

/** A ticket as it is shown and said: "A-042". */
export function ticketText({ letter, number }: Ticket): string {
  return `${letter}-${String(number).padStart(3, "0")}`;
}

/** The ticket a text names, as typed or scanned: "A-042", "a42", "A 042"; null when it names none. */
export function readTicket(text: string): Ticket | null {
  const [, letter, digits] = /^\s*([a-z])\s*[-.–]?\s*(\d{1,4})\s*$/iu.exec(text) ?? [];
  const number = Number(digits);
  return letter === undefined || !(number >= 1) ? null : { letter: letter.toUpperCase(), number };
}
