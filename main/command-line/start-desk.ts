import type { AnyRouter } from "@orpc/server";
import type { Result } from "../core/result.ts";
import type { Desk, DeskFault, DeskOpener, DeskWishes, StartPageOpener, WaitingAtStart } from "./desk.ts";

/** A desk on its way: at once, or once somebody opened it at its start page. */
interface StartingDesk {
  /** What pages that connect now speak with: the start page's, then the desk's. */
  readonly router: () => Promise<AnyRouter>;
  /** The desk, or why it will not open. */
  readonly opened: Promise<Result<Desk, DeskFault>>;
  /** What became of the first try. */
  readonly begun: Promise<"opened" | "waiting" | "refused">;
}

/** Starts a desk; one whose database is enciphered for its holders shows its start page until one of them opens it. */
export function startDesk(
  wishes: () => Promise<DeskWishes>,
  openDesk: DeskOpener,
  openStartPage: StartPageOpener,
): StartingDesk {
  const served = Promise.withResolvers<AnyRouter>();
  served.promise.catch(() => undefined);
  let router = served.promise;
  const serve = (desk: Result<Desk, DeskFault>): Result<Desk, DeskFault> => {
    if (!desk.ok) served.reject(new Error(desk.fault.kind));
    else router = Promise.resolve(desk.value.station.router);
    if (desk.ok) served.resolve(desk.value.station.router);
    return desk;
  };
  const first = wishes().then(async (told) => ({ told, desk: await openDesk(told) }));
  const opened = first.then(async ({ told, desk }) => {
    if (desk.ok || !waits(desk.fault)) return serve(desk);
    const later = Promise.withResolvers<Result<Desk, DeskFault>>();
    const page = await openStartPage(told.folder, desk.fault, async (startWith, startRefused) => {
      const tried = await openDesk({ ...told, startWith, startRefused });
      if (!tried.ok && waits(tried.fault)) {
        return tried.fault.kind === "start-refused" ? tried.fault.because : "no-such-holder";
      }
      later.resolve(serve(tried));
      return null;
    });
    served.resolve(page);
    return later.promise;
  });
  return {
    router: () => router,
    opened,
    begun: first.then(({ desk }) => {
      if (desk.ok) return "opened";
      return waits(desk.fault) ? "waiting" : "refused";
    }),
  };
}

function waits(fault: DeskFault): fault is WaitingAtStart {
  return fault.kind === "start-locked" || fault.kind === "start-refused";
}
