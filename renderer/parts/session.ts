import type { SessionView } from "../../main/contract/operators.ts";
import type { DeskAct } from "../../main/core/role.ts";
import { mayDo } from "../../main/core/role.ts";
import { station } from "../call.ts";
import { liveOf, useLive } from "./live.ts";

const place = "guichet.session";

/** Who is at this window. A window that is read anew, or whose connection was cut, first takes its session up again. */
export const sessionLive = liveOf(async (signal): Promise<AsyncIterable<SessionView>> => {
  const secret = sessionStorage.getItem(place);
  if (secret !== null && !(await station.operators.resume({ secret }))) sessionStorage.removeItem(place);
  return station.operators.session(undefined, { signal });
});

/** Keeps what this window goes on with; it is gone with the window. */
export function keepSession(secret: string): void {
  sessionStorage.setItem(place, secret);
}

/** Ends the session and reads the window anew, so that nothing of it stays on the screen, in its address or in memory. */
export async function signOut(): Promise<void> {
  sessionStorage.removeItem(place);
  await station.operators.signOut();
  history.replaceState(null, "", location.pathname);
  location.reload();
}

/** Who is at this window; undefined before the station answered. */
export function useSession(): SessionView | undefined {
  return useLive(sessionLive);
}

/** Whether whoever is signed in here may do an act. The station says so again. */
export function useMay(act: DeskAct): boolean {
  const session = useSession();
  return session?.state === "signed-in" && mayDo(session.operator.roles, act);
}
