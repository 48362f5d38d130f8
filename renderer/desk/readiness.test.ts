import { expect, test } from "vitest";
import { concern, stopsIssue } from "../../main/core/student.ts";
import { toneOfConcern } from "./readiness.ts";

test.each(concern.options)("%s is shown as a stop exactly when it forbids a card", (one) => {
  expect(toneOfConcern(one) === "stop").toBe(stopsIssue(one));
});
