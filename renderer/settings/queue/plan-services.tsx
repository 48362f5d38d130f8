import { Plus, Trash2 } from "lucide-react";
import { useQueueWords } from "../../desk/queue/words.ts";
import { Button } from "../../parts/button.tsx";
import { FormField } from "../form-field.tsx";
import { changedAt, type Draft, withoutService, withService } from "./draft.ts";

/** What a part of the page may do with the draft. */
export interface PlanPartProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

/** What people come for: the letter of its tickets, its name in both languages, and the agenda's words for it. */
export function PlanServices({ draft, onChange }: PlanPartProps) {
  const { t, language } = useQueueWords();
  const newName = { fr: t("settings.newServiceFr"), en: t("settings.newServiceEn") };
  return (
    <section className="settings-section" aria-labelledby="plan-services">
      <h4 id="plan-services">{t("settings.services")}</h4>
      <ul className="plan-rows">
        {draft.services.map((service, place) => {
          const set = (change: Partial<typeof service>) =>
            onChange({ ...draft, services: changedAt(draft.services, place, change) });
          return (
            <li key={service.id} className="plan-service">
              <FormField
                label={t("settings.letter")}
                hint={null}
                value={service.letter}
                wrong={!/^[A-Z]$/.test(service.letter)}
                onChange={(letter) => set({ letter: letter.trim().toUpperCase() })}
              />
              <FormField
                label={t("settings.nameFr")}
                hint={null}
                value={service.name.fr}
                wrong={service.name.fr.trim() === ""}
                onChange={(fr) => set({ name: { ...service.name, fr } })}
              />
              <FormField
                label={t("settings.nameEn")}
                hint={null}
                value={service.name.en}
                wrong={service.name.en.trim() === ""}
                onChange={(en) => set({ name: { ...service.name, en } })}
              />
              <Button
                kind="quiet"
                icon={Trash2}
                label={t("settings.remove", { name: service.name[language] })}
                disabled={draft.services.length < 2}
                onPress={() => onChange(withoutService(draft, service.id))}
              />
              <FormField
                label={t("settings.motives")}
                hint={t("settings.motivesHint")}
                value={service.motives}
                wrong={false}
                onChange={(motives) => set({ motives })}
              />
            </li>
          );
        })}
      </ul>
      <Button
        size="small"
        icon={Plus}
        disabled={draft.services.length >= 12}
        onPress={() => onChange(withService(draft, crypto.randomUUID(), newName))}
      >
        {t("settings.addService")}
      </Button>
    </section>
  );
}
