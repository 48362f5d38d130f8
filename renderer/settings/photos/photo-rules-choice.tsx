import { useId, useState } from "react";
import { limitsOf } from "../../../main/core/photo/judging.ts";
import type { PhotoProfile } from "../../../main/core/photo/photo-profile.ts";
import { station } from "../../call.ts";
import { LimitWords } from "../../desk/photo/verdict-list.tsx";
import { usePhotoWords } from "../../desk/photo/words.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { Notice } from "../../parts/notice.tsx";
import { Scroller } from "../../parts/scroller.tsx";
import { type Care, lookAtCare } from "./care.ts";

interface ChoiceProps {
  readonly care: Care;
  readonly mayChoose: boolean;
}

/** Which rules photos are held against: each profile read before it is put in force. */
export function PhotoRulesChoice({ care: { rules, keeping }, mayChoose }: ChoiceProps) {
  const { t, language } = usePhotoWords();
  const formats = useFormats();
  const asking = useAsking();
  const group = useId();
  const { inForce, others, missing, refused } = rules;
  const [shown, setShown] = useState(inForce.name);
  const profiles = [inForce, ...others].toSorted((one, other) => one.name.localeCompare(other.name));
  const profile = profiles.find(({ name }) => name === shown) ?? inForce;
  const apply = () =>
    asking.run(async () => {
      const answer = await station.photoCare.choose({ profile: profile.name, retention: keeping.rule });
      if (answer.ok) announce(t("settings.applied", { title: profile.title[language] }));
      await lookAtCare();
    });
  return (
    <section className="settings-section" aria-labelledby="photo-rules">
      <h4 id="photo-rules">{t("settings.profile")}</h4>
      {missing !== null && <Notice tone="warn" what={t("settings.missing", { name: missing })} />}
      {refused.map(({ file, field }) => (
        <Notice key={file} tone="warn" what={t("settings.refused", { file, field })} />
      ))}
      <fieldset className="photo-profiles">
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
      <Limits profile={profile} beside={inForce} />
      <p className="quiet">{t("settings.readOn", { day: formats.shortDay(profile.readOn) })}</p>
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
      {asking.brokenOff && <Notice urgent tone="warn" what={t("interface:common.interrupted")} />}
      <p className="quiet">{t("settings.ownRules")}</p>
    </section>
  );
}

/** Every check with its limits and where they are written; what differs from the rules in force is marked. */
function Limits({ profile, beside }: { readonly profile: PhotoProfile; readonly beside: PhotoProfile }) {
  const { t, language } = usePhotoWords();
  const before = new Map(limitsOf(beside).map((each) => [each.check, JSON.stringify(each.limits)]));
  return (
    <Scroller className="photo-limits" label={t("settings.rules")}>
      <table>
        <caption className="only-heard">{t("settings.rules")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("settings.check")}</th>
            <th scope="col">{t("settings.limit")}</th>
            <th scope="col">{t("settings.source")}</th>
          </tr>
        </thead>
        <tbody>
          {limitsOf(profile).map(({ check, limits }) => (
            <tr key={check} data-differs={before.get(check) !== JSON.stringify(limits) || undefined}>
              <th scope="row">
                {t(`checks.${check}`)}
                {before.get(check) !== JSON.stringify(limits) && (
                  <span className="photo-badge">{t("settings.differs")}</span>
                )}
              </th>
              <td>
                {limits.map((limit) => (
                  <span key={limit.figure} className="photo-limit">
                    {t(`figure.${limit.figure}`)}{" "}
                    <strong>
                      <LimitWords {...limit} />
                    </strong>
                  </span>
                ))}
              </td>
              <td>{profile.sources[profile[check]?.source ?? ""]?.title[language]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
