import { station } from "../../call.ts";
import { type LabelPrinterShown, useLabelWords } from "../../parts/labels.ts";
import { OptionCards } from "../../parts/option-cards.tsx";
import { Tick } from "../../parts/tick.tsx";
import { FormField, FormSelect } from "../form-field.tsx";
import { PrinterForm } from "../printers/printer-form.tsx";
import { useDescription } from "../printers/use-description.ts";
import { chosenOf, type Draft, draftOf, fieldsOf, missingIn } from "./draft.ts";

/** Another label printer, described by hand. */
export function LabelPrinterChoice({ chosen }: { readonly chosen: LabelPrinterShown["chosen"] }) {
  const { t } = useLabelWords();
  const description = useDescription({
    first: () => draftOf(chosen),
    async choose(described: Draft) {
      const next = chosenOf(described);
      if (next === null) return null;
      await station.labels.choose({ chosen: next });
      return true;
    },
    taken: ({ kind, name }) => t("page.changed", { name: kind === "simulated" ? t("page.simulated") : name }),
  });
  const { draft, change, tried } = description;
  const missing = missingIn(draft);
  const fields = missing.map((field) => t(`page.field.${field}`)).join(", ");
  return (
    <PrinterForm
      heading={t("page.choose")}
      words={{ use: t("page.use"), notKept: t("page.notKept") }}
      description={description}
      incomplete={tried && missing.length > 0 ? t("page.incomplete", { fields }) : null}
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
    </PrinterForm>
  );
}
