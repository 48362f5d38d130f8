import { Undo2 } from "lucide-react";
import { useState } from "react";
import type { UniversityFault, UniversityView } from "../../../main/contract/university.ts";
import {
  changedFacts,
  takenUpAtStart,
  type UniversityFact,
  type UniversityFacts,
  universityFacts,
} from "../../../main/core/university.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { Notice } from "../../parts/notice.tsx";
import { FormField, FormSelect } from "../form-field.tsx";
import { AccentField } from "./accent-field.tsx";
import { CardTrial } from "./card-trial.tsx";
import { useUniversityWords } from "./words.ts";
import { YearTurnField } from "./year-turn-field.tsx";

/** Zones of the same name as the browser knows them; the one in force is among them. */
const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")];

interface UniversityFormProps {
  readonly view: UniversityView;
  readonly onKept: (view: UniversityView) => void;
  readonly onReload: () => void;
}

/** The facts of the university, changed together; what was before comes back with one press. */
export function UniversityForm({ view, onKept, onReload }: UniversityFormProps) {
  const { t } = useUniversityWords();
  const formats = useFormats();
  const asking = useAsking();
  const [wish, setWish] = useState(view.kept);
  const [fault, setFault] = useState<UniversityFault["kind"] | null>(null);
  const [former, setFormer] = useState<UniversityFacts | null>(null);
  const change = (part: Partial<UniversityFacts>) => {
    setFault(null);
    setWish((now) => ({ ...now, ...part }));
  };
  const isWrong = (fact: UniversityFact) => !universityFacts.shape[fact].safeParse(wish[fact]).success;
  const told = (fact: "name" | "shortName" | "returnTo" | "pic" | "escnPrefix") => ({
    label: t(`fact.${fact}`),
    wrong: isWrong(fact),
    hint: t(`${isWrong(fact) ? "wrong" : "hint"}.${fact}`),
  });
  /** What is being typed is drawn as soon as it can be. */
  const drawn = (fact: "name" | "accent" | "returnTo") => (isWrong(fact) ? view.kept[fact] : wish[fact]);
  const read = universityFacts.safeParse(wish);
  const changed = read.success ? changedFacts(view.kept, read.data) : [];
  const waiting = takenUpAtStart.filter((fact) => view.kept[fact] !== view.inForce[fact]);
  const keep = async (facts: UniversityFacts, undoes: boolean) => {
    const answer = await asking.run(() => station.university.keep({ before: view.kept, facts }));
    if (answer === undefined) return;
    if (!answer.ok) return setFault(answer.fault.kind);
    setFault(null);
    setFormer(undoes ? null : view.kept);
    setWish(answer.value.kept);
    onKept(answer.value);
    announce(t(undoes ? "undone" : "saved"));
  };

  return (
    <section className="settings-section university" aria-labelledby="university-facts">
      <h4 id="university-facts">{t("facts")}</h4>
      <form
        className="university-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (read.success && changed.length > 0) void keep(read.data, false);
        }}
      >
        <div className="university-fields">
          <FormField {...told("name")} value={wish.name} onChange={(name) => change({ name })} />
          <FormField
            {...told("shortName")}
            value={wish.shortName}
            onChange={(shortName) => change({ shortName })}
          />
          <AccentField
            accent={wish.accent}
            wrong={isWrong("accent")}
            onChange={(accent) => change({ accent })}
          />
          <FormField
            {...told("returnTo")}
            value={wish.returnTo}
            onChange={(returnTo) => change({ returnTo })}
          />
          <YearTurnField turn={wish.yearTurn} onChange={(yearTurn) => change({ yearTurn })} />
        </div>
        <CardTrial name={drawn("name")} accent={drawn("accent")} returnTo={drawn("returnTo")} />
        <fieldset className="university-fields university-numbers">
          <legend>{t("numbers")}</legend>
          <p className="quiet">{t("numbersMore")}</p>
          <FormField {...told("pic")} value={wish.pic} onChange={(pic) => change({ pic: pic.trim() })} />
          <FormField
            {...told("escnPrefix")}
            value={Number.isNaN(wish.escnPrefix) ? "" : String(wish.escnPrefix)}
            onChange={(typed) =>
              change({ escnPrefix: /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : Number.NaN })
            }
          />
          <FormSelect
            label={t("fact.zone")}
            hint={t("hint.zone")}
            value={wish.zone}
            options={zones.includes(wish.zone) ? zones : [wish.zone, ...zones]}
            words={(zone) => zone.replaceAll("_", " ")}
            onChoose={(zone) => change({ zone })}
          />
        </fieldset>
        <div className="university-buttons">
          <Button kind="primary" submit busy={asking.busy} disabled={!read.success || changed.length === 0}>
            {t("save")}
          </Button>
          {changed.length > 0 && (
            <Button kind="quiet" onPress={() => change(view.kept)}>
              {t("giveUp")}
            </Button>
          )}
          <p className="quiet">{hint()}</p>
        </div>
      </form>
      {former !== null && fault === null && changed.length === 0 && (
        <Notice tone="good" what={t("saved")}>
          <Button icon={Undo2} busy={asking.busy} onPress={() => void keep(former, true)}>
            {t("undo")}
          </Button>
        </Notice>
      )}
      {waiting.length > 0 && (
        <Notice
          tone="warn"
          what={t("waiting.what", { facts: formats.list(waiting.map((fact) => t(`fact.${fact}`))) })}
          means={formats.list(
            waiting.map((fact) =>
              t("waiting.means", {
                fact: t(`fact.${fact}`),
                now: String(view.inForce[fact]),
                next: String(view.kept[fact]),
              }),
            ),
          )}
          todo={t("waiting.todo")}
        />
      )}
      {fault !== null && (
        <Notice tone="warn" urgent what={t(`fault.${fault}.what`)} todo={t(`fault.${fault}.todo`)}>
          {fault === "changed-meanwhile" && <Button onPress={onReload}>{t("again")}</Button>}
        </Notice>
      )}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
    </section>
  );

  function hint(): string {
    if (!read.success) return t("correctFirst");
    if (changed.length === 0) return t("nothingChanged");
    return t("changes", {
      count: changed.length,
      facts: formats.list(changed.map((fact) => t(`fact.${fact}`))),
    });
  }
}
