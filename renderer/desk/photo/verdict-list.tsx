import type { JudgedFigure, PhotoVerdict } from "../../../main/core/photo/judging.ts";
import type { PhotoProfile } from "../../../main/core/photo/photo-profile.ts";
import { StateMark, type Tone } from "../../parts/state-mark.tsx";
import type { PhotoSource } from "./photo-work.ts";
import { RuleSourceWords } from "./rule-source.tsx";
import { usePhotoWords } from "./words.ts";
import "./verdict-list.css";

/** The mark of a verdict. */
export const toneOf: Readonly<Record<PhotoVerdict["state"], Tone>> = {
  good: "good",
  warn: "warn",
  block: "stop",
};

interface VerdictListProps {
  readonly verdicts: readonly PhotoVerdict[];
  readonly profile: PhotoProfile;
  readonly from: PhotoSource;
}

/** What the checks say: what is to be looked at first, each with what to do; what is good folded into one line. */
export function VerdictList({ verdicts, profile, from }: VerdictListProps) {
  const { t } = usePhotoWords();
  const open = verdicts.filter(({ state }) => state !== "good");
  const good = verdicts.filter(({ state }) => state === "good");
  const blocked = open.some(({ state }) => state === "block");
  return (
    <section className="verdicts" aria-label={t("checksTitle")}>
      <output className={open.length > 0 ? "verdicts-sum" : "only-heard"}>
        {open.length > 0 && <StateMark tone={blocked ? "stop" : "warn"} />}
        {blocked
          ? t("blocked")
          : open.length > 0
            ? t("warned", { count: open.length })
            : t("allGood", { count: good.length })}
      </output>
      {open.length > 0 && (
        <ul>
          {open.map((verdict) => (
            <Verdict key={verdict.check} verdict={verdict} profile={profile} from={from} />
          ))}
        </ul>
      )}
      {good.length > 0 && (
        <details className="why verdicts-good">
          <summary data-alone={open.length === 0 || undefined}>
            <StateMark tone="good" />
            {open.length > 0 ? t("othersGood", { count: good.length }) : t("allGood", { count: good.length })}
          </summary>
          <ul>
            {good.map((verdict) => (
              <Verdict key={verdict.check} verdict={verdict} profile={profile} from={from} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface VerdictProps {
  readonly verdict: PhotoVerdict;
  readonly profile: PhotoProfile;
  readonly from: PhotoSource;
}

function Verdict({ verdict, profile, from }: VerdictProps) {
  const { t } = usePhotoWords();
  const todo = t(`finding.${verdict.finding}.${from === "camera" ? "todo" : "file"}`);
  return (
    <li
      className="verdict"
      data-check={verdict.check}
      data-finding={verdict.finding}
      data-state={verdict.state}
    >
      <StateMark tone={toneOf[verdict.state]} />
      <div>
        <p>
          <span className="only-heard">
            {t(`checks.${verdict.check}`)}, {t(`state.${verdict.state}`)}
            {". "}
          </span>
          {t(`finding.${verdict.finding}.what`)}
        </p>
        {verdict.state !== "good" && <p className="verdict-todo">{todo}</p>}
        <details className="why">
          <summary>
            {t("interface:common.why")}
            <span className="only-heard"> {t(`checks.${verdict.check}`)}</span>
          </summary>
          <Why verdict={verdict} profile={profile} />
        </details>
      </div>
    </li>
  );
}

/** The rule, its source in its own words, and the figures beside the thresholds. */
function Why({ verdict, profile }: { readonly verdict: PhotoVerdict; readonly profile: PhotoProfile }) {
  const { t } = usePhotoWords();
  const source = profile.sources[profile[verdict.check]?.source ?? ""];
  return (
    <div className="verdict-why">
      <p>{t(`rule.${verdict.check}`)}</p>
      {(verdict.check === "background" || verdict.check === "size") && <p>{t("covering")}</p>}
      {source !== undefined && <RuleSourceWords source={source} />}
      {verdict.figures.length > 0 && (
        <dl>
          {verdict.figures.map((figure) => (
            <Figure key={figure.figure} {...figure} />
          ))}
        </dl>
      )}
    </div>
  );
}

function Figure({ figure, value, least, most }: JudgedFigure) {
  const { t } = usePhotoWords();
  return (
    <>
      <dt>{t(`figure.${figure}`)}</dt>
      <dd>
        <strong>{useFigureWords(figure)(value)}</strong>{" "}
        <LimitWords figure={figure} least={least} most={most} />
      </dd>
    </>
  );
}

/** The threshold of a figure in words. */
export function LimitWords({ figure, least, most }: Omit<JudgedFigure, "value">) {
  const { t } = usePhotoWords();
  const written = useFigureWords(figure);
  if (least !== null && least === most) return written(least);
  if (least !== null && most !== null) return t("between", { least: written(least), most: written(most) });
  if (least !== null) return t("least", { value: written(least) });
  return most === null ? null : t("most", { value: written(most) });
}

const plainFigures: ReadonlySet<JudgedFigure["figure"]> = new Set([
  "faces",
  "sharpness",
  "backgroundSpread",
  "backgroundLightness",
  "backgroundChroma",
]);

/** How a figure is written: shares in percent, angles in degrees, the rest as it is. */
function useFigureWords(figure: JudgedFigure["figure"]): (value: number) => string {
  const { language } = usePhotoWords();
  const one = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  if (figure === "tilt" || figure === "yaw") return (value) => `${one.format(value)}°`;
  if (figure === "eyesPx") return (value) => `${one.format(Math.round(value))} px`;
  if (plainFigures.has(figure)) return (value) => one.format(value);
  const share = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  return (value) => share.format(value);
}
