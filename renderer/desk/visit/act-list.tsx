import { useEffect } from "react";
import reasons from "../../../assets/locales/fr/reasons.json";
import type { IssueAct } from "../../../main/contract/issue.ts";
import { announce } from "../../parts/announcer.tsx";
import { useFormats } from "../../parts/formats.ts";
import { useWords } from "../../parts/language.ts";
import { StateMark, type Tone } from "../../parts/state-mark.tsx";
import "./act-list.css";

const tones: Readonly<Record<IssueAct["state"], Tone>> = {
  "under-way": "busy",
  done: "good",
  failed: "stop",
  interrupted: "warn",
};

/** The acts of an issue as they happen, with the time each took. */
export function ActList({ acts }: { readonly acts: readonly IssueAct[] }) {
  const { t } = useWords();
  const formats = useFormats();
  const last = acts.at(-1);
  const words =
    last === undefined
      ? ""
      : t("issue.announceAct", {
          act: t(`issue.acts.${last.act}`),
          state: t(`issue.actStates.${last.state}`),
        });
  useEffect(() => {
    if (words !== "") announce(words);
  }, [words]);
  if (acts.length === 0) return null;
  const manyCards = acts.some((act) => act.attempt > 1);
  const totalMs = acts.reduce((sum, act) => sum + (act.act === "await-tap" ? 0 : (act.tookMs ?? 0)), 0);
  return (
    <section className="acts" aria-label={t("issue.actsTitle")}>
      <h4>
        {t("issue.actsTitle")}{" "}
        <span className="acts-total">{t("issue.total", { time: formats.duration(totalMs) })}</span>
      </h4>
      <ol>
        {acts.map((act, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: acts are only ever added at the end
          <li key={i} className="act" data-state={act.state}>
            <StateMark tone={tones[act.state]} />
            <span className="act-words">
              {t(`issue.acts.${act.act}`)}
              <span className="only-heard"> {t(`issue.actStates.${act.state}`)}</span>
              {manyCards && <span className="quiet"> · {t("issue.attempt", { number: act.attempt })}</span>}
            </span>
            <span className="act-time">
              {act.tookMs === null ? t(`issue.actStates.${act.state}`) : formats.duration(act.tookMs)}
            </span>
            {act.fault !== null && <ActFault fault={act.fault} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Why an act failed, behind "Pourquoi ?", with its technical name for whoever is called to help. */
function ActFault({ fault }: { readonly fault: string }) {
  const { t } = useWords();
  return (
    <details className="why">
      <summary>{t("common.why")}</summary>
      <p>
        {faultWords(fault)} <code className="mono">{t("issue.faultName", { fault })}</code>
      </p>
    </details>
  );

  function faultWords(name: string): string {
    if (isKeyOf(reasons.spoil, name)) return t(`reasons:spoil.${name}.what`);
    if (isKeyOf(reasons.condition, name)) return t(`reasons:condition.${name}.what`);
    if (isKeyOf(reasons.actFault, name)) return t(`reasons:actFault.${name}`);
    return t("reasons:actFault.unknown");
  }
}

function isKeyOf<T extends object>(words: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(words, key);
}
