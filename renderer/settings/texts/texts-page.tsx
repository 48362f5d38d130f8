import { useCallback, useEffect, useState } from "react";
import type { ShelfOfText } from "../../../main/contract/texts.ts";
import type { TextSubject } from "../../../main/core/text-version.ts";
import { station } from "../../call.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { FormSelect } from "../form-field.tsx";
import { type Draft, draftOf } from "./draft.ts";
import { FormerVersions } from "./former-versions.tsx";
import { TextForm } from "./text-form.tsx";
import { useTextsWords } from "./words.ts";
import "./texts.css";

/** What students are given to read: each text in both languages, changed by a new version, its former ones kept. */
export function TextsPage() {
  const { t } = useTextsWords();
  const { run, brokenOff } = useAsking();
  const [shelves, setShelves] = useState<readonly ShelfOfText[]>([]);
  const [subject, setSubject] = useState<TextSubject>("crous");
  const [draft, setDraft] = useState<Draft | null>(null);
  const look = useCallback(
    () =>
      run(async () => {
        setShelves(await station.texts.look());
        setDraft(null);
      }),
    [run],
  );
  useEffect(() => void look(), [look]);
  const shelf = shelves.find((each) => each.subject === subject);
  return (
    <>
      <h3>{t("heading")}</h3>
      <p className="quiet">{t("intro")}</p>
      {brokenOff && (
        <Notice tone="warn" urgent what={t("interface:common.interrupted")}>
          <Button onPress={() => void look()}>{t("again")}</Button>
        </Notice>
      )}
      {shelf !== undefined && (
        <>
          <section className="settings-section" aria-label={t("write")}>
            <FormSelect
              label={t("which")}
              value={subject}
              options={shelves.map((each) => each.subject)}
              words={(each) => t(`subject.${each}`)}
              onChoose={(each) => {
                setSubject(each);
                setDraft(null);
              }}
            />
            <TextForm
              key={subject}
              shelf={shelf}
              draft={draft ?? draftOf(shelf.inForce)}
              onDraft={setDraft}
              onKept={(kept) => {
                setShelves(kept);
                setDraft(null);
              }}
              onReload={() => void look()}
            />
          </section>
          <FormerVersions shelf={shelf} onTake={(version) => setDraft(draftOf(version))} />
        </>
      )}
    </>
  );
}
