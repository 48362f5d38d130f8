import { expect, test } from "vitest";
import { studentId, visitId } from "../../main/core/ids.ts";
import { namesakesAmong } from "./day-order.ts";

const id = (n: number) => `019a0000-0000-7000-8000-00000000000${n}`;
const line = (n: number, student: number, firstName: string) => ({
  visitId: visitId.parse(id(n)),
  studentId: studentId.parse(id(student)),
  firstName,
  lastName: "Martin",
});

test("two people of one name are told apart, one person who came twice is not two", () => {
  const lines = [
    line(1, 1, "Zoé"),
    line(2, 2, "ZOÉ"),
    line(3, 3, "Léo"),
    line(4, 3, "Léo"),
    line(5, 5, "Ève"),
  ];
  expect([...namesakesAmong(lines)]).toEqual([id(1), id(2)]);
});
