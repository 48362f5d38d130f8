import { createRouterClient, ORPCError } from "@orpc/server";
import { afterAll, describe, expect, test } from "vitest";
import { type DeskAct, duties, mayDo, type Role, roles } from "../../main/core/role.ts";
import { clearAway, filledFolder, openDeskOn, signedInWindow } from "./desk-in-hand.ts";

afterAll(clearAway);

const acts = Object.values(duties).flatMap(({ acts: some }): readonly DeskAct[] => some);
/** Called last: after them nobody is signed in any more. */
const farewells: readonly DeskAct[] = ["operators.lock", "operators.signOut"];
const inOrder = [...acts.filter((act) => !farewells.includes(act)), ...farewells];

type Window = Awaited<ReturnType<typeof signedInWindow>>;

/** Whether a window is let in to an act. What the act makes of nonsense it is asked with does not matter. */
async function isLetIn(window: Window, act: DeskAct): Promise<boolean> {
  let procedure: unknown = window;
  for (const name of act.split(".")) procedure = (procedure as Readonly<Record<string, unknown>>)[name];
  const call = procedure as (input: unknown, options: { readonly signal: AbortSignal }) => Promise<unknown>;
  const stop = new AbortController();
  try {
    await call({}, { signal: stop.signal });
    return true;
  } catch (cause) {
    const code = cause instanceof ORPCError ? cause.code : null;
    return code !== "UNAUTHORIZED" && code !== "FORBIDDEN";
  } finally {
    stop.abort();
  }
}

async function letInTo(window: Window): Promise<readonly DeskAct[]> {
  const open: DeskAct[] = [];
  for (const act of inOrder) {
    const before = await isLetIn(window, act);
    if (before) open.push(act);
    if (act === "operators.lock") await window.operators.session().then((live) => live.return?.(undefined));
  }
  return open;
}

describe("every procedure of the contract, called", () => {
  test("by nobody: only what stands before the desk", async () => {
    const desk = await openDeskOn(await filledFolder());
    const window = createRouterClient(desk.station.router, { context: { connection: {} } });
    const nameless = createRouterClient(desk.station.router, { context: {} });
    const open = inOrder.filter((act) => mayDo(null, act));
    expect(await letInTo(window)).toEqual(open);
    for (const act of acts.filter((one) => !open.includes(one))) {
      expect([act, await isLetIn(nameless, act)]).toEqual([act, false]);
    }
  });

  test.each(roles)("as %s: what the table says and nothing else", async (role: Role) => {
    const desk = await openDeskOn(await filledFolder());
    const window = await signedInWindow(desk, [role]);
    expect(await letInTo(window)).toEqual(inOrder.filter((act) => mayDo([role], act)));
  });

  test("by an operator whose role is taken away, or who is sent away, at a window that is open", async () => {
    const desk = await openDeskOn(await filledFolder());
    const admin = await signedInWindow(desk);
    const window = await signedInWindow(desk, ["encodage"]);
    const other = (await desk.station.parts.store.operators.byName("Essai encodage"))?.id;
    if (other === undefined) throw new Error("nobody");
    const change = { operatorId: other, name: "Essai encodage" };
    expect(await isLetIn(window, "issue.start")).toBe(true);
    expect(await admin.operators.change({ ...change, roles: ["accueil"], active: true })).toMatchObject({
      ok: true,
    });
    expect(await isLetIn(window, "issue.start")).toBe(false);
    expect(await isLetIn(window, "photo.confirm")).toBe(true);
    expect(await admin.operators.change({ ...change, roles: ["accueil"], active: false })).toMatchObject({
      ok: true,
    });
    expect(await isLetIn(window, "photo.confirm")).toBe(false);
  });
});
