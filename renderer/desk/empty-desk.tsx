import { UserRound } from "lucide-react";
import { lazy, Suspense } from "react";
import { Button } from "../parts/button.tsx";
import { Keycap } from "../parts/keycap.tsx";
import { useWords } from "../parts/language.ts";
import { useLive } from "../parts/live.ts";
import { useMinute } from "../parts/now.ts";
import { boardLive } from "../parts/station.ts";
import { useStore } from "../parts/store.ts";
import { minutesSince, nextToServe } from "./day-order.ts";
import { act, callNext, fullName } from "./moves.ts";
import { chosenDesk, chosenService, isOurs, ownDesk, ownService } from "./own-desk.ts";
import "./empty-desk.css";

const OpenRenewals = lazy(async () => ({
  default: (await import("./renewal/open-renewals.tsx")).OpenRenewals,
}));

/** The middle of the desk when nobody is served: how to start, and who is next. */
export function EmptyDesk() {
  const { t } = useWords();
  const board = useLive(boardLive);
  const now = useMinute();
  const chosen = useStore(chosenDesk);
  const only = useStore(chosenService);
  const desk = board === undefined ? null : ownDesk(board.plan, chosen);
  const next =
    board === undefined || desk === null ? null : nextToServe(board, desk, ownService(board.plan, only));
  const begun =
    board?.lines.filter((line) => line.state === "being-served" && desk !== null && isOurs(line, desk)) ?? [];
  return (
    <main id="visit-main" className="desk-middle empty-desk" tabIndex={-1}>
      <div className="empty-words">
        <UserRound aria-hidden="true" />
        <h2>{t("visit.emptyTitle")}</h2>
        <p>{t("visit.emptyTodo")}</p>
        <Suspense>
          <OpenRenewals />
        </Suspense>
        {begun.map((line) => (
          <p key={line.visitId} className="empty-next">
            <Button
              kind={line.needsOperator ? "primary" : "plain"}
              size="large"
              onPress={() => void act(line, "open")}
            >
              {t(line.needsOperator ? "visit.resumeNeeded" : "visit.resume", { name: fullName(line) })}
            </Button>
          </p>
        ))}
        {next === null ? (
          <p className="empty-next">{t("visit.noneWaiting")}</p>
        ) : (
          <div className="empty-next">
            <p>
              {t("visit.nextUp")} ·{" "}
              {t("board.waiting", { minutes: minutesSince(next.arrivedAt ?? next.dueAt ?? "", now) })}
            </p>
            <Button kind="primary" size="large" keycap="N" obvious onPress={() => void callNext()}>
              {t("visit.nextTake", { name: fullName(next) })}
            </Button>
          </div>
        )}
        <Hints />
      </div>
    </main>
  );
}

/** The few keys that are enough to serve a whole day. */
function Hints() {
  const { t } = useWords();
  const hints = [
    [["↑", "↓"], t("keys.move")],
    [[t("keys.names.enter")], t("keys.enter")],
    [[t("keys.names.ctrl"), "K"], t("keys.search")],
  ] as const;
  return (
    <dl className="empty-hints">
      {hints.map(([keys, does]) => (
        <div key={does}>
          <dt>
            {keys.map((one) => (
              <Keycap key={one} name={one} heard />
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
