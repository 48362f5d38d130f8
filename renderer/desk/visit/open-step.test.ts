import { describe, expect, test } from "vitest";
import type { VisitStep, VisitView } from "../../../main/contract/visit.ts";
import { firstOpen, followed, type StepName, stepNow } from "./open-step.ts";

const names: readonly StepName[] = ["check-in", "photo", "choices", "issue", "hand-over"];

/** A visit where everything before `now` is done; null: all is done. */
function visit(now: StepName | null, issue: VisitView["issue"] = null) {
  const at = now === null ? names.length : names.indexOf(now);
  const steps = names.map(
    (name, i): VisitStep => ({ name, state: i < at ? "done" : i === at ? "now" : "ahead" }),
  );
  return { steps, issue };
}

describe("the step that is open", () => {
  test("a visit opens on the step to do now, a finished one on the hand-over", () => {
    expect(firstOpen(visit("photo"))).toBe("photo");
    expect(firstOpen(visit(null))).toBe("hand-over");
  });

  test.each(["photo", "issue"] as const)("when %s is finished the next step comes by itself", (done) => {
    const next = names[names.indexOf(done) + 1] ?? "hand-over";
    expect(followed(done, visit(done), visit(next))).toBe(next);
  });

  test.each(["check-in", "choices"] as const)("%s stays until the operator goes on", (step) => {
    const next = names[names.indexOf(step) + 1] ?? "hand-over";
    expect(followed(step, visit(step), visit(next))).toBe(step);
  });

  test("a step opened again stays open whatever happens elsewhere", () => {
    expect(followed("photo", visit("issue"), visit("hand-over"))).toBe("photo");
  });

  test("a card thrown away at the last look brings the making of cards back", () => {
    expect(followed("hand-over", visit("hand-over"), visit("issue"))).toBe("issue");
  });

  test("the end of a visit stays on its last step", () => {
    expect(followed("hand-over", visit("hand-over"), visit(null))).toBe("hand-over");
  });

  test("a card that waits to be verified is at the hand-over", () => {
    const verifying = visit("issue", {
      jobId: "019a0000-0000-7000-8000-000000000002",
      cardId: "019a0000-0000-7000-8000-000000000003",
      state: "waiting",
      attempt: 1,
      acts: [],
      need: { kind: "verify", lookedAt: false, chipMatched: false, lastTap: null },
    } as unknown as VisitView["issue"]);
    expect(stepNow(verifying)).toBe("hand-over");
    expect(followed("issue", visit("issue"), verifying)).toBe("hand-over");
  });
});
