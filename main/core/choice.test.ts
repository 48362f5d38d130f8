import { expect, test } from "vitest";
import { answersInForce, type ChoiceEntry, choiceEntry, choiceSubjects, mayChoose } from "./choice.ts";

const line = (subject: string, answer: string): ChoiceEntry =>
  choiceEntry.parse({
    studentId: "019aa8f0-0000-7000-8000-000000000001",
    subject,
    answer,
    textVersion: "1",
    textSha256: "0".repeat(64),
    language: "fr",
    by: "agent",
    channel: "desk",
    guardianConsent: false,
    at: "2026-11-22T08:00:00.000Z",
  });

test("the last answer on each subject is in force, and none before it is lost", () => {
  const ledger = [line("crous", "yes"), line("photo-diffusion", "no"), line("crous", "no")];
  const answers = answersInForce(ledger);
  expect(answers.get("crous")?.answer).toBe("no");
  expect(answers.get("photo-diffusion")?.answer).toBe("no");
  expect(answers.get("european-card")).toBeUndefined();
  expect(ledger).toHaveLength(3);
});

test("a minor's photo is shown around only with the guardian's consent", () => {
  expect(mayChoose("photo-diffusion", "yes", true, false)).toBe(false);
  expect(mayChoose("photo-diffusion", "yes", true, true)).toBe(true);
});

test("everyone may always say no, and an adult may always say yes", () => {
  for (const subject of choiceSubjects) {
    expect(mayChoose(subject, "no", true, false)).toBe(true);
    expect(mayChoose(subject, "yes", false, false)).toBe(true);
  }
});
