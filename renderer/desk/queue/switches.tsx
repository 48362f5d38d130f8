import { CalendarSearch, MonitorUp } from "lucide-react";
import type { QueuePlan } from "../../../main/core/queue-plan.ts";
import { Button } from "../../parts/button.tsx";
import { useWords } from "../../parts/language.ts";
import { useStore } from "../../parts/store.ts";
import { chosenDesk, chosenService, ownDesk, ownService, sitAt } from "../own-desk.ts";
import { goTo } from "../place.ts";
import { openWaitingScreen } from "./open-waiting.ts";
import "./switches.css";

/** Which desk this window is and which service it calls for, where there is something to choose; and the screen for those who wait. */
export function QueueSwitches({ plan }: { readonly plan: QueuePlan }) {
  const { t } = useWords();
  return (
    <div className="queue-switches">
      {plan.desks.length > 1 && <DeskSwitch plan={plan} />}
      {plan.services.length > 1 && <ServiceSwitch plan={plan} />}
      <Button
        kind="quiet"
        size="small"
        icon={CalendarSearch}
        label={t("command.preflight")}
        onPress={() => goTo({ at: "preflight" })}
      />
      <Button
        kind="quiet"
        size="small"
        icon={MonitorUp}
        label={t("command.waiting")}
        onPress={openWaitingScreen}
      />
    </div>
  );
}

function DeskSwitch({ plan }: { readonly plan: QueuePlan }) {
  const { t } = useWords();
  const desk = ownDesk(plan, useStore(chosenDesk));
  return (
    <select
      className="queue-switch"
      aria-label={t("board.ownDesk")}
      value={desk.id}
      onChange={(event) => sitAt(event.target.value)}
    >
      {plan.desks.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** Which service the day shows and the next person is called for. */
function ServiceSwitch({ plan }: { readonly plan: QueuePlan }) {
  const { t, language } = useWords();
  const only = ownService(plan, useStore(chosenService));
  return (
    <select
      className="queue-switch"
      aria-label={t("board.service")}
      value={only ?? ""}
      onChange={(event) => {
        const found = plan.services.find(({ id }) => id === event.target.value);
        chosenService.write(found?.id ?? null);
      }}
    >
      <option value="">{t("board.everyService")}</option>
      {plan.services.map(({ id, letter, name }) => (
        <option key={id} value={id}>
          {letter} · {name[language]}
        </option>
      ))}
    </select>
  );
}
