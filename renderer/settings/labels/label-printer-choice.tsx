import { useState } from "react";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { type LabelPrinterShown, useLabelWords } from "../../parts/labels.ts";
import { Notice } from "../../parts/notice.tsx";
import { OptionCards } from "../../parts/option-cards.tsx";
import { Tick } from "../../parts/tick.tsx";
import { FormField, FormSelect } from "../form-field.tsx";
import { chosenOf, type Draft, draftOf, fieldsOf, missingIn } from "./draft.ts";

/** Another label printer, described by hand. */
export function LabelPrinterChoice({ chosen }: { readonly chosen: LabelPrinterShown["chosen"] }) {
  const { t } = useLabelWords();
  const asking = useAsking();
  const [draft, setDraft] = useState<Draft>(() => draftOf(chosen));
  const [tried, setTried] = useState(false);
  const missing = missingIn(draft);
  const change = (more: Partial<Draft>) => setDraft((before) => ({ ...before, ...more }));
  const use = () =>
    asking.run(async () => {
      setTried(true);
      const next = chosenOf(draft);
      if (next === null) return;
      await station.labels.choose({ chosen: next });
      setTried(false);
      const name = draft.kind === "simulated" ? t("page.simulated") : draft.name;
      announce(t("page.changed", { name }));
    });
  return (
    <section className="settings-section" aria-labelledby="label-printer-choice">
      <h4 id="label-printer-choice">{t("page.choose")}</h4>
      <form
        className="printer-form"
        onSubmit={(event) => {
          event.preventDefault();
          void use();
        }}
      >
        <div className="printer-wide">
          <OptionCards
            label={t("page.kind")}
            size="flat"
            chosen={draft.kind}
            onChoose={(kind) => kind !== null && change({ kind })}
            options={(["zpl", "simulated"] as const).map((value) => ({
              value,
              words: t(`page.kinds.${value}`),
            }))}
          />
        </div>
        {draft.kind === "zpl" && (
          <FormSelect
            label={t("page.reach")}
            value={draft.reach}
            options={["tcp", "file"] as const}
            words={(reach) => t(`page.reaches.${reach}`)}
            onChoose={(reach) => change({ reach })}
          />
        )}
        {fieldsOf(draft).map((field) => (
          <FormField
            key={field}
            label={t(`page.field.${field}`)}
            hint={field === "port" || field === "file" ? t(`page.hint.${field}`) : null}
            value={draft[field]}
            wrong={tried && missing.includes(field)}
            onChange={(value) => change({ [field]: value })}
          />
        ))}
        {draft.kind === "zpl" && (
          <>
            <FormSelect
              label={t("page.dots")}
              hint={t("page.dotsHint")}
              value={draft.dots}
              options={["203", "300", "600"] as const}
              words={(dots) => t(`page.dotsOf.${dots}`)}
              onChoose={(dots) => change({ dots })}
            />
            <FormSelect
              label={t("page.media")}
              value={draft.media}
              options={["gap", "mark", "continuous"] as const}
              words={(media) => t(`page.medias.${media}`)}
              onChoose={(media) => change({ media })}
            />
          </>
        )}
        <div className="printer-wide">
          <Tick ticked={draft.peels} onTick={(peels) => change({ peels })} more={t("page.peelsMore")}>
            {t("page.peels")}
          </Tick>
        </div>
        <div className="printer-wide printer-use">
          <Button kind="primary" submit busy={asking.busy}>
            {t("page.use")}
          </Button>
          {tried && missing.length > 0 && (
            <Notice
              tone="warn"
              urgent
              what={t("page.incomplete", {
                fields: missing.map((field) => t(`page.field.${field}`)).join(", "),
              })}
            />
          )}
          {asking.brokenOff && <Notice tone="stop" urgent what={t("page.notKept")} />}
        </div>
      </form>
    </section>
  );
}
