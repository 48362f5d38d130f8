import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { queuePlan } from "../../../main/core/queue-plan.ts";
import {
  changedAt,
  draftOf,
  newOpening,
  planOf,
  problemOfDraft,
  withDesk,
  withoutService,
  withService,
} from "./draft.ts";

const shipped = queuePlan.parse(
  JSON.parse(readFileSync(new URL("../../../assets/texts/queue.json", import.meta.url), "utf8")),
);
const draft = draftOf(shipped);

test("a plan written on and left as it was is the same plan", () => {
  expect(planOf(draft)).toEqual(shipped);
});

test("a new service has a letter nobody else's tickets have, a new desk takes everybody", () => {
  const more = withDesk(
    withService(draft, "exchange", { fr: "Échanges", en: "Exchanges" }),
    "desk-2",
    "Guichet 2",
  );
  expect(more.services.at(-1)?.letter).toBe("C");
  expect(planOf(more)?.desks.at(-1)?.services).toEqual(["card", "replacement", "exchange"]);
  expect(problemOfDraft(more)).toBeNull();
});

test("a desk whose only service goes is said to be incomplete before it is saved", () => {
  const desks = changedAt(draft.desks, 0, { services: draft.services.slice(1).map(({ id }) => id) });
  expect(problemOfDraft(withoutService({ ...draft, desks }, "replacement"))).toBe("incomplete");
});

test("hours that end before they begin are refused", () => {
  expect(problemOfDraft({ ...draft, hours: [newOpening] })).toBeNull();
  expect(problemOfDraft({ ...draft, hours: [{ ...newOpening, to: "08:00" }] })).toBe("bad-hours");
});
