import { Plus, Trash2 } from "lucide-react";
import { useQueueWords } from "../../desk/queue/words.ts";
import { Button } from "../../parts/button.tsx";
import { Tick } from "../../parts/tick.tsx";
import { changedAt, newOpening } from "./draft.ts";
import type { PlanPartProps } from "./plan-services.tsx";

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** When the desks are open, and how many people one slot takes. */
export function PlanHours({ draft, onChange }: PlanPartProps) {
  const { t } = useQueueWords();
  const { hours, slots } = draft;
  const setSlots = (change: Partial<typeof slots>) => onChange({ ...draft, slots: { ...slots, ...change } });
  return (
    <section className="settings-section" aria-labelledby="plan-hours">
      <h4 id="plan-hours">{t("settings.hours")}</h4>
      {hours.length === 0 && <p className="quiet">{t("settings.hoursNone")}</p>}
      <ul className="plan-rows">
        {hours.map(({ days, from, to }, place) => {
          const set = (change: Partial<(typeof hours)[number]>) =>
            onChange({ ...draft, hours: changedAt(hours, place, change) });
          return (
            // Hours have no name of their own: their place is who they are.
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added at the end
            <li key={place} className="plan-opening">
              <fieldset className="plan-ticks">
                <legend>{t("settings.days")}</legend>
                {weekdays.map((day) => (
                  <Tick
                    key={day}
                    ticked={days.includes(day)}
                    onTick={(on) =>
                      set({ days: weekdays.filter((one) => (one === day ? on : days.includes(one))) })
                    }
                  >
                    {t(`settings.day.${day}`)}
                  </Tick>
                ))}
              </fieldset>
              <TimeField label={t("settings.from")} value={from} onChange={(at) => set({ from: at })} />
              <TimeField label={t("settings.to")} value={to} onChange={(at) => set({ to: at })} />
              <Button
                kind="quiet"
                icon={Trash2}
                label={t("settings.remove", { name: t("settings.theseHours") })}
                onPress={() => onChange({ ...draft, hours: hours.filter((_, at) => at !== place) })}
              />
            </li>
          );
        })}
      </ul>
      <Button
        size="small"
        icon={Plus}
        disabled={hours.length >= 20}
        onPress={() => onChange({ ...draft, hours: [...hours, newOpening] })}
      >
        {t("settings.addHours")}
      </Button>
      <fieldset className="plan-slots">
        <legend>{t("settings.slots")}</legend>
        <NumberField
          label={t("settings.slotMinutes")}
          value={slots.minutes}
          onChange={(minutes) => setSlots({ minutes })}
        />
        <NumberField
          label={t("settings.places")}
          value={slots.places}
          onChange={(places) => setSlots({ places })}
        />
        <p className="quiet">{t("settings.placesHint")}</p>
      </fieldset>
    </section>
  );
}

interface FieldProps<T> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

function TimeField({ label, value, onChange }: FieldProps<string>) {
  return (
    <label className="form-field">
      <span>{label}</span>
      <input type="time" value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}

function NumberField({ label, value, onChange }: FieldProps<number>) {
  return (
    <label className="form-field">
      <span>{label}</span>
      <input
        type="number"
        min={0}
        step={1}
        value={Number.isNaN(value) ? "" : value}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </label>
  );
}
