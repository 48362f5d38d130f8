import { Undo2 } from "lucide-react";
import { useState } from "react";
import type { ShelfOfText, TextFault } from "../../../main/contract/texts.ts";
import type { WordedText } from "../../../main/core/text-version.ts";
import { wordDifferences } from "../../../main/core/word-differences.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { Notice } from "../../parts/notice.tsx";
import { type Draft, draftOf, textOf } from "./draft.ts";
import { useTextsWords } from "./words.ts";

const languages = ["fr", "en"] as const;

/** The parts every text is made of, whichever it is. */
const parts = ["question", "explanation", "yes", "no", "title", "text"] as const;
const longParts: ReadonlySet<string> = new Set(["explanation", "text"]);

interface TextFormProps {
  readonly shelf: ShelfOfText;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly onKept: (shelves: readonly ShelfOfText[]) => void;
  readonly onReload: () => void;
}

/** A text written in both languages side by side; what changes is shown before it is put in force. */
export function TextForm({ shelf, draft, onDraft, onKept, onReload }: TextFormProps) {
  const { t } = useTextsWords();
  const formats = useFormats();
  const asking = useAsking();
  const [fault, setFault] = useState<TextFault["kind"] | null>(null);
  const [former, setFormer] = useState<WordedText | null>(null);
  const { subject, inForce } = shelf;
  const before = draftOf(inForce);
  const shown = parts.filter((part) => part in before);
  const text = textOf(subject, draft);
  const changed = shown.flatMap((part) =>
    languages.flatMap((language) => {
      const [old, fresh] = [before[part]?.[language] ?? "", draft[part]?.[language] ?? ""];
      return old === fresh.trim() ? [] : [{ part, language, runs: wordDifferences(old, fresh.trim()) }];
    }),
  );
  const keep = async (next: WordedText, undoes: boolean) => {
    const answer = await asking.run(() => station.texts.keep({ before: inForce.version, text: next }));
    if (answer === undefined) return;
    setFault(answer.ok ? null : answer.fault.kind);
    if (!answer.ok) return;
    setFormer(undoes ? null : textOf(subject, before));
    onKept(answer.value);
    announce(t("kept"));
  };

  return (
    <form
      className="texts-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (text !== null && changed.length > 0) void keep(text, false);
      }}
    >
      <p className="quiet">
        {t("inForce", { version: inForce.version })}{" "}
        {inForce.shipped
          ? t("shipped")
          : t("writtenBy", { by: inForce.by, when: formats.shortDay(formats.dayOf(inForce.at)) })}
      </p>
      {shown.map((part) => (
        <fieldset key={part} className="texts-part">
          <legend>{t(`part.${part}`)}</legend>
          {languages.map((language) => {
            const words = draft[part]?.[language] ?? "";
            const isEmpty = words.trim() === "";
            return (
              <label key={language} className="form-field">
                <span>{t(`language.${language}`)}</span>
                <textarea
                  lang={language}
                  rows={longParts.has(part) ? 7 : 2}
                  value={words}
                  aria-invalid={isEmpty || undefined}
                  onChange={(event) => {
                    setFault(null);
                    const both = { fr: "", en: "", ...draft[part], [language]: event.target.value };
                    onDraft({ ...draft, [part]: both });
                  }}
                />
                {isEmpty && <small>{t("empty", { language: t(`language.${language}`) })}</small>}
              </label>
            );
          })}
        </fieldset>
      ))}
      {changed.length > 0 && (
        <section className="texts-changes" aria-label={t("changes")}>
          <h4>{t("changes")}</h4>
          {changed.map(({ part, language, runs }) => (
            <div key={`${part} ${language}`}>
              <p className="quiet">{`${t(`part.${part}`)} · ${t(`language.${language}`)}`}</p>
              <p lang={language} className="texts-difference">
                {runs.map(({ how, words }, at) => {
                  const key = `${at} ${how}`;
                  if (how === "gone") return <del key={key}>{words}</del>;
                  return how === "fresh" ? <ins key={key}>{words}</ins> : <span key={key}>{words}</span>;
                })}
              </p>
            </div>
          ))}
          <p>{t("meaning")}</p>
        </section>
      )}
      <div className="texts-buttons">
        <Button kind="primary" submit busy={asking.busy} disabled={text === null || changed.length === 0}>
          {t("keep")}
        </Button>
        {changed.length > 0 && (
          <Button kind="quiet" onPress={() => onDraft(before)}>
            {t("giveUp")}
          </Button>
        )}
        <p className="quiet">{hint()}</p>
      </div>
      {former !== null && changed.length === 0 && (
        <Notice tone="good" what={t("kept")}>
          <Button icon={Undo2} busy={asking.busy} onPress={() => void keep(former, true)}>
            {t("undo")}
          </Button>
        </Notice>
      )}
      {fault !== null && (
        <Notice tone="warn" urgent what={t(`fault.${fault}.what`)} todo={t(`fault.${fault}.todo`)}>
          {fault === "changed-meanwhile" && <Button onPress={onReload}>{t("again")}</Button>}
        </Notice>
      )}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
    </form>
  );

  function hint(): string {
    if (text === null) return t("bothNeeded");
    return changed.length === 0 ? t("nothingChanged") : t("fromNow");
  }
}
