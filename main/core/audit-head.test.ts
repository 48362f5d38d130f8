import { describe, expect, test } from "vitest";
import { headDue, headOfLine, writtenHead } from "./audit-head.ts";
import type { Instant } from "./calendar.ts";
import type { AuditHead } from "./ports/audit-log.ts";

const head: AuditHead = {
  chain: "desk-1",
  number: 3,
  seq: 41,
  hash: "a".repeat(64),
  at: "2026-09-07T08:00:00.000Z" as Instant,
  why: "hour",
  signer: "b".repeat(64),
  signature: "c".repeat(128),
};

describe("a signed head", () => {
  test("comes back from the line its QR gives, and from no other", () => {
    expect(headOfLine(writtenHead(head))).toEqual(head);
    expect(headOfLine(writtenHead({ ...head, signature: "short" }))).toBeNull();
    expect(headOfLine("[1]")).toBeNull();
    expect(headOfLine("not a line of ours")).toBeNull();
  });

  test.each([
    ["is due at once where there is none", null, "2026-09-07T08:00:00Z", "hour"],
    ["is not due again within the hour", head, "2026-09-07T08:59:59Z", null],
    ["is due after an hour", head, "2026-09-07T09:00:00Z", "hour"],
    ["is due at the turn of the day in the desk's own zone", head, "2026-09-07T22:00:01Z", "day"],
    ["is due when the clock was set back behind the last one", head, "2026-09-07T07:59:00Z", "hour"],
  ] as const)("%s", (_what, last, now, due) => {
    expect(headDue(last, Date.parse(now), "Europe/Paris")).toBe(due);
  });
});
