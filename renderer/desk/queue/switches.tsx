import type { QueuePlan } from "../../../main/core/queue-plan.ts";
import { useWords } from "../../parts/language.ts";
import { useStore } from "../../parts/store.ts";
import { chosenDesk, chosenService, ownDesk, ownService, sitAt } from "../own-desk.ts";
import "./switches.css";

/** Which desk this window is, and which service it calls for; nothing where there is nothing to choose. */
export function QueueSwitches({ plan }: { readonly plan: QueuePlan }) {
  if (plan.desks.length < 2 && plan.services.length < 2) return null;
  return (
    <div className="queue-switches">
      {plan.desks.length > 1 && <DeskSwitch plan={plan} />}
      {plan.services.length > 1 && <ServiceSwitch plan={plan} />}
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
