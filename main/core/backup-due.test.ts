import { expect, test } from "vitest";
import { backupDue } from "./backup-due.ts";

const at = (text: string) => Date.parse(text);
const zone = "Europe/Paris";

test.each([
  ["never made", null, "2026-09-01T09:00:00Z", true],
  ["made this night at two, asked in the morning", "2026-09-01T00:05:00Z", "2026-09-01T07:00:00Z", false],
  [
    "made this night, asked before the next night turns",
    "2026-09-01T00:05:00Z",
    "2026-09-01T23:30:00Z",
    false,
  ],
  [
    "made this night, asked once the next night has turned",
    "2026-09-01T00:05:00Z",
    "2026-09-02T00:01:00Z",
    true,
  ],
  ["made by hand at noon, the night after", "2026-09-01T10:00:00Z", "2026-09-02T00:30:00Z", true],
  ["made on Friday, the desk off until Monday", "2026-09-04T10:00:00Z", "2026-09-07T06:00:00Z", true],
  ["made later than now: a clock set back makes none", "2026-09-03T10:00:00Z", "2026-09-01T10:00:00Z", false],
])("%s", (_what, last, now, due) => {
  expect(backupDue(last === null ? null : at(last), at(now), zone)).toBe(due);
});
