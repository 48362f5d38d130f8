import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { problemOfPlan, queuePlan, serviceFor } from "./queue-plan.ts";

const file = new URL("../../assets/texts/queue.json", import.meta.url);
const plan = queuePlan.parse(JSON.parse(readFileSync(file, "utf8")));
const [card, replacement] = plan.services;
const [desk] = plan.desks;
if (card === undefined || replacement === undefined || desk === undefined) throw new Error("too few");

describe("what somebody comes for", () => {
  test.each([
    ["Carte perdue : nouvelle carte", "replacement"],
    ["CARTE VOLÉE", "replacement"],
    ["Retrait de la carte étudiante", "card"],
    ["", "card"],
    [null, "card"],
  ])("%j is %s", (reason, expected) => {
    expect(serviceFor(reason, plan).id).toBe(expected);
  });

  test("is the first service when every one asks for a word that was not said", () => {
    const wordy = { ...plan, services: [{ ...card, motives: ["carte"] }, replacement] };
    expect(serviceFor("autre chose", wordy).id).toBe("card");
  });
});

test("a plan with a letter or a desk's name twice, or a desk of no service there is, is told what is wrong", () => {
  expect(problemOfPlan(plan)).toBeNull();
  expect(problemOfPlan({ ...plan, services: [card, { ...replacement, letter: "A" }] })).toBe("same-letter");
  expect(problemOfPlan({ ...plan, services: [card, { ...replacement, id: card.id }] })).toBe("same-id");
  const twin = { ...desk, id: replacement.id as unknown as typeof desk.id, name: "GUICHET 1" };
  expect(problemOfPlan({ ...plan, desks: [desk, twin] })).toBe("same-desk-name");
  expect(problemOfPlan({ ...plan, services: [card] })).toBe("unknown-service");
});
