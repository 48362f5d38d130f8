import { operatorId } from "../core/ids.ts";
import { type Role, roles } from "../core/role.ts";
import type { StationParts } from "./parts.ts";

/** An invented operator, whose PIN is shown. */
interface ExampleOperator {
  readonly name: string;
  readonly pin: string;
  readonly roles: readonly Role[];
}

/** Two, because some acts need a second one. Their names are invented, like the students'. */
export const exampleOperators: readonly [ExampleOperator, ...ExampleOperator[]] = [
  { name: "Camille Exemple", pin: "2580", roles },
  { name: "Sacha Exemple", pin: "1470", roles: ["accueil", "encodage"] },
];

/** Puts the invented operators in where there is nobody yet. */
export async function putExampleOperators(
  { store, pins, randomness }: StationParts,
  examples: readonly ExampleOperator[],
): Promise<void> {
  if (examples.length === 0 || (await store.operators.all()).length > 0) return;
  for (const { name, pin, roles: held } of examples) {
    const id = operatorId.parse(randomness.uuid());
    const operator = { id, name, roles: held, active: true, example: true };
    const kept = await store.operators.add(operator, await pins.hash(pin));
    // Another desk of the same database may have put them in at the same moment.
    if (!kept.ok && kept.fault.kind === "disk-full") throw new Error("the example operators were not kept");
  }
}
