import { useEffect, useId, useState } from "react";
import type { PhotoKeeping, PhotoRules } from "../../../main/contract/photo-care.ts";
import type { PhotoProfile } from "../../../main/core/photo/photo-profile.ts";
import { station } from "../../call.ts";
import { usePhotoWords } from "../../desk/photo/words.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { Notice } from "../../parts/notice.tsx";
import { useMay } from "../../parts/session.ts";
import { useStore } from "../../parts/store.ts";
import { RuleLimits } from "./rule-limits.tsx";
import { rulesDraft } from "./rules-draft.ts";
import { RulesEditor } from "./rules-editor.tsx";
import { type RulesHistory, RulesVersions } from "./rules-versions.tsx";

interface ChoiceProps {
  readonly rules: PhotoRules;
  readonly keeping: PhotoKeeping;
  readonly mayChoose: boolean;
}

/** Which rules photos are held against: each profile read before it is put in force, and changed where it does not suit. */
export function PhotoRulesChoice({ rules, keeping, mayChoose }: ChoiceProps) {
  const { t, language } = usePhotoWords();
  const formats = useFormats();
  const asking = useAsking();
  const group = useId();
  const { inForce, others, missing, refused } = rules;
  const draft = useStore(rulesDraft);
  const [shown, setShown] = useState(draft?.profile.name ?? inForce.name);
  const [hasEdited, setHasEdited] = useState(false);
  const profiles = [inForce, ...others].toSorted((one, other) => one.name.localeCompare(other.name));
  const profile = profiles.find(({ name }) => name === shown) ?? inForce;
  const history = useHistory(profile);
  if (draft !== null && !hasEdited) setHasEdited(true);
  const apply = () =>
    asking.run(async () => {
      const answer = await station.photoCare.choose({ profile: profile.name, retention: keeping.rule });
      if (answer.ok) announce(t("settings.applied", { title: profile.title[language] }));
    });
  return (
    <section className="settings-section" aria-labelledby="photo-rules">
      <h4 id="photo-rules">{t("settings.profile")}</h4>
      {missing !== null && <Notice tone="warn" what={t("settings.missing", { name: missing })} />}
      {refused.map(({ file, field }) => (
        <Notice key={file} tone="warn" what={t("settings.refused", { file, field })} />
      ))}
      <fieldset className="photo-profiles" disabled={draft !== null}>
        <legend className="only-heard">{t("settings.profile")}</legend>
        {profiles.map(({ name, title }) => (
          <label key={name} className="photo-profile">
            <input
              type="radio"
              name={group}
              checked={name === profile.name}
              onChange={() => setShown(name)}
            />
            <span>{title[language]}</span>
            {name === inForce.name && <span className="photo-badge">{t("settings.inForce")}</span>}
          </label>
        ))}
      </fieldset>
      {draft !== null ? (
        <RulesEditor
          key={draft.profile.name}
          draft={draft}
          latest={profiles.find(({ name }) => name === draft.profile.name) ?? draft.profile}
          isInForce={draft.profile.name === inForce.name}
          shipped={history?.shipped ?? null}
        />
      ) : (
        <>
          <RuleLimits profile={profile} beside={inForce} />
          <p className="quiet">
            {t("settings.readOn", { day: formats.shortDay(profile.readOn) })} ·{" "}
            {t("settings.version", { version: profile.version })}
          </p>
          {mayChoose && (
            <div className="photo-buttons">
              <Button
                kind="primary"
                busy={asking.busy}
                disabled={profile.name === inForce.name}
                onPress={() => void apply()}
              >
                {t("settings.apply")}
              </Button>
            </div>
          )}
          {history !== null && (
            <RulesVersions key={profile.name} profile={profile} history={history} takesFocus={hasEdited} />
          )}
        </>
      )}
      {asking.brokenOff && <Notice urgent tone="warn" what={t("interface:common.interrupted")} />}
      <p className="quiet">{t("settings.ownRules")}</p>
    </section>
  );
}

/** How a profile came to be what it is; null before the station told, and to those who may not change it. */
function useHistory(profile: PhotoProfile): RulesHistory | null {
  const mayAmend = useMay("photoCare.amend");
  const [told, setTold] = useState<{ readonly of: PhotoProfile; readonly history: RulesHistory } | null>(
    null,
  );
  useEffect(() => {
    if (!mayAmend) return;
    let over = false;
    const ask = async () => {
      const history = await station.photoCare.history({ profile: profile.name });
      if (!over) setTold({ of: profile, history });
    };
    ask().catch(() => undefined);
    return () => {
      over = true;
    };
  }, [mayAmend, profile]);
  return told?.of.name === profile.name ? told.history : null;
}
