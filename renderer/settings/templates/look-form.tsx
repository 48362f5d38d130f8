import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { ArtworkShelf, LookFault } from "../../../main/contract/artwork.ts";
import type { CardLook } from "../../../main/core/artwork.ts";
import { station } from "../../call.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { templateWords, useArtworkWords } from "./words.ts";

interface LookFormProps {
  readonly shelf: ArtworkShelf;
  /** The colour being tried above. */
  readonly tried: string;
  readonly onSaved: () => void;
}

/** How this desk's cards look: template, colour, return address, and templates for other kinds of people. */
export function LookForm({ shelf, tried, onSaved }: LookFormProps) {
  const { t } = useArtworkWords();
  const [look, setLook] = useState<CardLook>(shelf.look);
  const [outcome, setOutcome] = useState<LookFault["kind"] | "saved" | null>(null);
  const asking = useAsking();
  const fronts = [
    ...new Set(
      shelf.templates
        .filter(({ kind }) => kind === "card-front")
        .map(({ name }) => name.split("@")[0] ?? name),
    ),
  ];
  const change = (part: Partial<CardLook>) => {
    setOutcome(null);
    setLook((now) => ({ ...now, ...part }));
  };
  const changeOther = (at: number, part: Partial<CardLook["others"][number]>) =>
    change({ others: look.others.map((each, i) => (i === at ? { ...each, ...part } : each)) });
  const save = async () => {
    const kept = { ...look, others: look.others.filter(({ population }) => population.trim() !== "") };
    const answer = await asking.run(() => station.artwork.change(kept));
    if (answer === undefined) return;
    setOutcome(answer.ok ? "saved" : answer.fault.kind);
    if (answer.ok) onSaved();
  };

  return (
    <section className="settings-section look" aria-labelledby="look-title">
      <h4 id="look-title">{t("look")}</h4>
      <p className="quiet">{t("lookIntro")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="look-named">
          {t("lookTemplate")}
          <FrontChoice
            label={t("lookTemplate")}
            fronts={fronts}
            chosen={look.template}
            onChoose={(template) => change({ template })}
          />
        </div>
        <div className="look-colour">
          <label>
            {t("lookAccent")}
            <input
              type="color"
              value={look.accent}
              onChange={(event) => change({ accent: event.target.value })}
            />
          </label>
          {tried !== look.accent && (
            <Button size="small" onPress={() => change({ accent: tried })}>
              {t("useShown")}
            </Button>
          )}
        </div>
        <label className="look-wide">
          {t("returnTo")}
          <input
            type="text"
            maxLength={160}
            value={look.returnTo}
            aria-describedby="look-return-more"
            onChange={(event) => change({ returnTo: event.target.value })}
          />
          <small id="look-return-more" className="quiet">
            {t("returnToMore")}
          </small>
        </label>
        <fieldset className="look-wide">
          <legend>{t("others")}</legend>
          <p className="quiet">{t("othersMore")}</p>
          {look.others.map((other, at) => (
            // Rows have no name of their own until one is typed.
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the list
            <div key={at} className="look-other">
              <input
                type="text"
                maxLength={60}
                value={other.population}
                aria-label={t("population")}
                onChange={(event) => changeOther(at, { population: event.target.value })}
              />
              <FrontChoice
                label={t("template")}
                fronts={fronts}
                chosen={other.template}
                onChoose={(template) => changeOther(at, { template })}
              />
              <Button
                icon={Trash2}
                kind="quiet"
                label={t("removeOther", { population: other.population })}
                onPress={() => change({ others: look.others.filter((_, i) => i !== at) })}
              />
            </div>
          ))}
          <Button
            icon={Plus}
            size="small"
            onPress={() => change({ others: [...look.others, { population: "", template: look.template }] })}
          >
            {t("addOther")}
          </Button>
        </fieldset>
        <div className="look-wide">
          <Button kind="primary" submit busy={asking.busy}>
            {t("save")}
          </Button>
        </div>
      </form>
      {outcome === "saved" && <Notice tone="good" urgent what={t("saved")} />}
      {outcome !== null && outcome !== "saved" && (
        <Notice
          tone="warn"
          urgent
          what={t(`lookFault.${outcome}.what`)}
          todo={t(`lookFault.${outcome}.todo`)}
        />
      )}
      {asking.brokenOff && (
        <Notice tone="warn" urgent what={t("brokenOff.what")} todo={t("brokenOff.todo")} />
      )}
    </section>
  );
}

interface FrontChoiceProps {
  readonly label: string;
  readonly fronts: readonly string[];
  readonly chosen: string;
  readonly onChoose: (template: string) => void;
}

function FrontChoice({ label, fronts, chosen, onChoose }: FrontChoiceProps) {
  const { t } = useArtworkWords();
  return (
    <select aria-label={label} value={chosen} onChange={(event) => onChoose(event.target.value)}>
      {fronts.map((name) => (
        <option key={name} value={name}>
          {templateWords(t, name)}
        </option>
      ))}
    </select>
  );
}
