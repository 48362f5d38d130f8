import type { Compilable, CompiledQuery } from "kysely";

/** Stands where a value will be. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Compiles a statement once, with a slot for each name, and gives what fills the slots: compiling costs more than most statements take. */
export function compiledOnce<Values extends object>(
  names: readonly (keyof Values & string)[],
  statement: (slots: Values) => Compilable,
): (values: Values) => CompiledQuery {
  const slots: object = Object.fromEntries(names.map((name) => [name, new Slot(name)]));
  const compiled = statement(slots as Values).compile();
  return (values) => ({
    ...compiled,
    parameters: compiled.parameters.map((each) =>
      each instanceof Slot ? values[each.name as keyof Values] : each,
    ),
  });
}
