import { Plus, Trash2 } from "lucide-react";
import { useQueueWords } from "../../desk/queue/words.ts";
import { Button } from "../../parts/button.tsx";
import { Tick } from "../../parts/tick.tsx";
import { FormField } from "../form-field.tsx";
import { changedAt, withDesk } from "./draft.ts";
import type { PlanPartProps } from "./plan-services.tsx";

/** Where people are served, and what for. */
export function PlanDesks({ draft, onChange }: PlanPartProps) {
  const { t, language } = useQueueWords();
  const { desks, services } = draft;
  return (
    <section className="settings-section" aria-labelledby="plan-desks">
      <h4 id="plan-desks">{t("settings.desks")}</h4>
      <ul className="plan-rows">
        {desks.map((desk, place) => (
          <li key={desk.id} className="plan-desk">
            <FormField
              label={t("settings.deskName")}
              hint={null}
              value={desk.name}
              wrong={desk.name.trim() === ""}
              onChange={(name) => onChange({ ...draft, desks: changedAt(desks, place, { name }) })}
            />
            <fieldset className="plan-ticks">
              <legend>{t("settings.serves")}</legend>
              {services.map(({ id, letter, name }) => (
                <Tick
                  key={id}
                  ticked={desk.services.includes(id)}
                  onTick={(on) => {
                    const served = services
                      .map((each) => each.id)
                      .filter((one) => (one === id ? on : desk.services.includes(one)));
                    onChange({ ...draft, desks: changedAt(desks, place, { services: served }) });
                  }}
                >
                  {`${letter} · ${name[language]}`}
                </Tick>
              ))}
            </fieldset>
            <Button
              kind="quiet"
              icon={Trash2}
              label={t("settings.remove", { name: desk.name })}
              disabled={desks.length < 2}
              onPress={() => onChange({ ...draft, desks: desks.filter(({ id }) => id !== desk.id) })}
            />
          </li>
        ))}
      </ul>
      <Button
        size="small"
        icon={Plus}
        disabled={desks.length >= 40}
        onPress={() =>
          onChange(withDesk(draft, crypto.randomUUID(), t("settings.newDesk", { number: desks.length + 1 })))
        }
      >
        {t("settings.addDesk")}
      </Button>
    </section>
  );
}
