import { readFeeExamples } from "../../main/settings/fee-examples.ts";
import { now } from "../../main/station/today.ts";
import { closeDesk, givenOut, openDeskOn } from "../desk/desk-in-hand.ts";

/** Gives a student of the examples a card, in a desk's folder that is not open yet; with `rules`, a table of fees is in force. */
export async function hadACard(folder: string, number: string, rules: readonly string[]): Promise<void> {
  const desk = await openDeskOn(folder);
  const student = (await desk.station.parts.store.students.first(1000)).find((one) => one.number === number);
  if (student === undefined) throw new Error(`no student ${number}`);
  await givenOut(desk, student);
  if (rules.length > 0) {
    const published = (await readFeeExamples()).flatMap((example) => example.rules);
    const kept = await desk.station.parts.store.fees.add({
      version: 1,
      at: now(desk.station.parts),
      by: "Camille Exemple",
      rules: published
        .filter(({ id }) => rules.includes(id))
        .map((rule) => ({ ...rule, establishment: null, mustShow: [] })),
    });
    if (!kept.ok) throw new Error(kept.fault.kind);
  }
  await closeDesk(desk);
}
