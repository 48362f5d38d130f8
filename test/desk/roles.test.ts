import { describe, expect, test } from "vitest";
import { contract } from "../../main/contract/contract.ts";
import { type DeskAct, duties, mayDo, roles } from "../../main/core/role.ts";

const lines = Object.values(duties).flatMap(({ acts }): readonly string[] => acts);

/** Every procedure of the contract, by its path. */
function pathsOf(part: object, before = ""): readonly string[] {
  return Object.entries(part).flatMap(([name, inner]: [string, object]) =>
    "~orpc" in inner ? [`${before}${name}`] : pathsOf(inner, `${before}${name}.`),
  );
}

describe("the table of roles", () => {
  test("has one line for each procedure of the contract, and none for what is no procedure", () => {
    expect(lines.toSorted()).toEqual(pathsOf(contract).toSorted());
  });

  test("lets nobody who has not signed in do more than stand before the desk", () => {
    const open = lines.filter((act) => mayDo(null, act as DeskAct));
    expect(open).toEqual([...duties["stand-before-the-desk"].acts]);
  });

  test("gives somebody with every role every act, and somebody with none only those of whoever signed in", () => {
    for (const act of lines as readonly DeskAct[]) expect([act, mayDo(roles, act)]).toEqual([act, true]);
    const open = lines.filter((act) => mayDo([], act as DeskAct));
    expect(open.toSorted()).toEqual(
      Object.values(duties)
        .filter(({ may }) => typeof may === "string")
        .flatMap(({ acts }): readonly string[] => acts)
        .toSorted(),
    );
  });

  test("knows no act but its own", () => {
    expect(mayDo(roles, "bench.sell" as DeskAct)).toBe(false);
  });
});
