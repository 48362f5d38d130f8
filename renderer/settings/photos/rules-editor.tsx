import { Check, RotateCcw, Undo2, X } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { AmendFault } from "../../../main/contract/photo-care.ts";
import {
  type LimitName,
  limitNames,
  limitsIn,
  limitsOfCheck,
} from "../../../main/core/photo/photo-limits.ts";
import { type PhotoProfile, photoChecks } from "../../../main/core/photo/photo-profile.ts";
import { station } from "../../call.ts";
import { useSourceTitle } from "../../desk/photo/rule-source.tsx";
import { usePhotoWords } from "../../desk/photo/words.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useKeys } from "../../parts/keyboard.ts";
import { Notice } from "../../parts/notice.tsx";
import { ExamplesJudged } from "./examples-judged.tsx";
import { LimitField } from "./limit-field.tsx";
import {
  changedIn,
  type RulesDraft,
  rulesDraft,
  triedDraft,
  undone,
  withAll,
  withLimit,
  wrongIn,
} from "./rules-draft.ts";
import { usePhotoRulesWords } from "./rules-words.ts";
import "../form-field.css";
import "./rules-editor.css";

interface RulesEditorProps {
  readonly draft: RulesDraft;
  /** The profile as it is now: somebody else may have changed it since the draft was begun. */
  readonly latest: PhotoProfile;
  readonly isInForce: boolean;
  /** As Guichet ships it; null for one of the establishment's own making. */
  readonly shipped: PhotoProfile | null;
}

/** The limits of a profile, changed one by one beside what they say of examples; in force only once the decision is written down. */
export function RulesEditor({ draft, latest, isInForce, shipped }: RulesEditorProps) {
  const { t, language } = usePhotoRulesWords();
  const common = usePhotoWords().t;
  const asking = useAsking();
  const [fault, setFault] = useState<AmendFault["kind"] | null>(null);
  const [lacks, setLacks] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { profile, limits, past, decision } = draft;
  const changed = changedIn(draft);
  const wrong = wrongIn(draft);
  const shown = useLastStanding(draft);
  // Changed by somebody else: what was typed stays, beside what they made of it, as soon as that is heard of.
  useEffect(() => {
    if (fault === "changed-meanwhile" && latest.version !== profile.version) {
      rulesDraft.write({ ...draft, profile: latest });
    }
  }, [fault, latest, profile, draft]);
  const put = (next: RulesDraft) => {
    setFault(null);
    rulesDraft.write(next);
  };
  useKeys((event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    // In a line of text, undoing is the line's own.
    if (!isUndo || past.length === 0 || isText(event.target)) return;
    event.preventDefault();
    put(undone(draft));
  });
  const save = () =>
    asking.run(async () => {
      const answer = await station.photoCare.amend({
        profile: profile.name,
        version: profile.version,
        limits,
        decision: decision.trim(),
      });
      if (!answer.ok) return setFault(answer.fault.kind);
      rulesDraft.write(null);
      announce(t("saved", { title: profile.title[language], version: answer.value.version }));
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLacks(decision.trim() === "");
    if (decision.trim() !== "" && wrong === null && changed.length > 0) void save();
  };
  return (
    <form className="rules-editor" aria-labelledby="photo-editor" noValidate onSubmit={submit}>
      <h5 id="photo-editor" ref={heading} tabIndex={-1}>
        {t("heading", { title: profile.title[language] })}{" "}
        <span className="photo-badge">{t("version", { version: profile.version })}</span>
      </h5>
      <p className="quiet">{t("intro")}</p>
      <div className="rules-columns">
        <div className="rules-fields">
          {photoChecks
            .filter((check) => limitsOfCheck[check].length > 0)
            .map((check) => (
              <CheckLimits
                key={check}
                legend={common(`checks.${check}`)}
                names={limitsOfCheck[check]}
                draft={draft}
                shown={shown}
                check={check}
                wrong={wrong}
                onPut={put}
              />
            ))}
        </div>
        <ExamplesJudged before={profile} after={shown} />
      </div>
      <label className="form-field rules-decision">
        <span>{t("decision")}</span>
        <input
          type="text"
          value={decision}
          maxLength={300}
          autoComplete="off"
          aria-invalid={lacks || undefined}
          aria-describedby="photo-decision"
          onChange={(event) => {
            setLacks(false);
            rulesDraft.write({ ...draft, decision: event.target.value });
          }}
        />
        <small id="photo-decision" className="quiet">
          {t("decisionHint")}
        </small>
      </label>
      {lacks && <Notice urgent tone="warn" what={t("missing")} />}
      {fault !== null && <Notice urgent tone="warn" what={t(`fault.${fault}`)} />}
      {asking.brokenOff && <Notice urgent tone="warn" what={t("interface:common.interrupted")} />}
      <div className="photo-buttons">
        <Button
          kind="primary"
          submit
          icon={Check}
          busy={asking.busy}
          disabled={changed.length === 0 || wrong !== null}
        >
          {t(isInForce ? "save" : "saveOther")}
        </Button>
        <Button icon={Undo2} disabled={past.length === 0} onPress={() => put(undone(draft))}>
          {t("undo")}
        </Button>
        {shipped !== null && (
          <Button
            icon={RotateCcw}
            disabled={limitNames.every((name) => Object.is(limits[name], limitsIn(shipped)[name]))}
            onPress={() => put(withAll(draft, shipped))}
          >
            {t("shipped")}
          </Button>
        )}
        <Button kind="quiet" icon={X} onPress={() => rulesDraft.write(null)}>
          {t("cancel")}
        </Button>
      </div>
      <output className="quiet">{t("changedCount", { count: changed.length })}</output>
    </form>
  );
}

interface CheckLimitsProps {
  readonly legend: string;
  readonly check: (typeof photoChecks)[number];
  readonly names: readonly LimitName[];
  readonly draft: RulesDraft;
  readonly shown: PhotoProfile;
  readonly wrong: LimitName | null;
  readonly onPut: (next: RulesDraft) => void;
}

/** The limits of one check, under where they are written. */
function CheckLimits({ legend, check, names, draft, shown, wrong, onPut }: CheckLimitsProps) {
  const common = usePhotoWords().t;
  const sourceTitle = useSourceTitle();
  const before = limitsIn(draft.profile);
  const source = shown.sources[shown[check]?.source ?? ""];
  return (
    <fieldset>
      <legend>{legend}</legend>
      {names.map((name) => (
        <LimitField
          key={name}
          name={name}
          value={draft.limits[name]}
          before={before[name]}
          wrong={wrong === name}
          onChange={(value) => onPut(withLimit(draft, name, value))}
        />
      ))}
      {source !== undefined && (
        <p className="quiet rules-source">{common("source", { title: sourceTitle(source) })}</p>
      )}
    </fieldset>
  );
}

/** What the draft says, or said last before a limit that can not stand was typed. */
function useLastStanding(draft: RulesDraft): PhotoProfile {
  const now = triedDraft(draft);
  const [last, setLast] = useState(draft.profile);
  if (now !== null && JSON.stringify(now) !== JSON.stringify(last)) setLast(now);
  return now ?? last;
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === "text";
}
