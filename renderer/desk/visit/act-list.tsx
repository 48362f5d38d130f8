import { useEffect, useRef } from "react";
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

/** The acts of an issue as they happen, with the time each took: the present piece of plastic open, earlier ones folded. */
export function ActList({ acts }: { readonly acts: readonly IssueAct[] }) {
  const { t } = useWords();
  const formats = useFormats();
  const list = useRef<HTMLOListElement>(null);
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
    list.current?.lastElementChild?.scrollIntoView({ block: "nearest" });
  }, [words]);
  if (last === undefined) return null;
  const attempts = [...new Set(acts.map((act) => act.attempt))];
  const present = acts.filter((act) => act.attempt === last.attempt);
  const totalMs = present.reduce((sum, act) => sum + (act.act === "await-tap" ? 0 : (act.tookMs ?? 0)), 0);
  return (
    <section className="acts" aria-label={t("issue.actsTitle")}>
      {attempts
        .filter((attempt) => attempt !== last.attempt)
        .map((attempt) => (
          <EarlierAttempt
            key={attempt}
            number={attempt}
            acts={acts.filter((act) => act.attempt === attempt)}
          />
        ))}
      <h4>
        {attempts.length > 1 ? t("issue.attempt", { number: last.attempt }) : t("issue.actsTitle")}{" "}
        <span className="acts-total">{t("issue.total", { time: formats.duration(totalMs) })}</span>
      </h4>
      <ol ref={list}>
        {present.map((act, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: acts are only ever added at the end
          <Act key={i} act={act} />
        ))}
      </ol>
    </section>
  );
}

/** A piece of plastic that came before, folded to its number and how it ended. */
function EarlierAttempt({ number, acts }: { readonly number: number; readonly acts: readonly IssueAct[] }) {
  const { t } = useWords();
  const fault = acts.findLast((act) => act.fault !== null)?.fault ?? null;
  return (
    <details className="acts-earlier">
      <summary>
        {t("issue.attempt", { number })}{" "}
        <span className="quiet">{fault === null ? t("issue.attemptSpoiled") : faultWords(fault, t)}</span>
      </summary>
      <ol>
        {acts.map((act, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: acts are only ever added at the end
          <Act key={i} act={act} />
        ))}
      </ol>
    </details>
  );
}

function Act({ act }: { readonly act: IssueAct }) {
  const { t } = useWords();
  const formats = useFormats();
  return (
    <li className="act" data-state={act.state}>
      <StateMark tone={tones[act.state]} />
      <span className="act-words">
        {t(`issue.acts.${act.act}`)}
        <span className="only-heard"> {t(`issue.actStates.${act.state}`)}</span>
      </span>
      <span className="act-time">
        {act.tookMs === null ? t(`issue.actStates.${act.state}`) : formats.duration(act.tookMs)}
      </span>
      {act.fault !== null && <ActFault fault={act.fault} />}
    </li>
  );
}

/** Why an act failed, behind "Pourquoi ?", with its technical name for whoever is called to help. */
function ActFault({ fault }: { readonly fault: string }) {
  const { t } = useWords();
  return (
    <details className="why">
      <summary>{t("common.why")}</summary>
      <p>
        {faultWords(fault, t)} <code className="mono">{t("issue.faultName", { fault })}</code>
      </p>
    </details>
  );
}

function faultWords(name: string, t: ReturnType<typeof useWords>["t"]): string {
  if (isKeyOf(reasons.spoil, name)) return t(`reasons:spoil.${name}.what`);
  if (isKeyOf(reasons.condition, name)) return t(`reasons:condition.${name}.what`);
  if (isKeyOf(reasons.actFault, name)) return t(`reasons:actFault.${name}`);
  return t("reasons:actFault.unknown");
}

function isKeyOf<T extends object>(words: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(words, key);
}
