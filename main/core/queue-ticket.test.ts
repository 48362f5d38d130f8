import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readTicket, ticketText } from "./queue-ticket.ts";

test.each(["A-042", "a42", " A 042 ", "a-42", "A.42", "A–042"])("%j is ticket A-042", (typed) => {
  expect(readTicket(typed)).toEqual({ letter: "A", number: 42 });
});

test.each(["", "A", "42", "A-000", "AB-12", "22600042", "A-42 B", "Anna 4"])("%j is no ticket", (typed) => {
  expect(readTicket(typed)).toBeNull();
});

test("every ticket is read as it is shown", () => {
  const any = fc.record({
    letter: fc.constantFrom("A", "B", "M", "Z"),
    number: fc.integer({ min: 1, max: 9999 }),
  });
  fc.assert(
    fc.property(any, (ticket) => {
      expect(readTicket(ticketText(ticket))).toEqual(ticket);
    }),
  );
});
