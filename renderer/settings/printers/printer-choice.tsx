import { RefreshCw } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import type { FoundPrinterView } from "../../../main/contract/printers.ts";
import { station } from "../../call.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { OptionCards } from "../../parts/option-cards.tsx";
import { FormField, FormSelect } from "../form-field.tsx";
import { chosenOf, type Draft, draftOf, fieldsOf, filledFrom, missingIn, ofKind } from "./draft.ts";
import type { ChosenShown } from "./live.ts";
import { PrinterForm } from "./printer-form.tsx";
import { useDescription } from "./use-description.ts";
import { usePrinterWords } from "./words.ts";

/** Another printer: taken over from those found, or described by hand. */
export function PrinterChoice({ chosen }: { readonly chosen: ChosenShown }) {
  const { t } = usePrinterWords();
  const description = useDescription({
    first: () => draftOf(chosen),
    async choose(described: Draft) {
      const next = chosenOf(described);
      return next === null ? null : (await station.printers.choose({ chosen: next })).ok;
    },
    taken: ({ kind, name }) => t("changed", { name: kind === "simulated" ? t("simulated") : name }),
  });
  const { draft, change, tried } = description;
  const missing = missingIn(draft);
  const isEvolis = draft.kind === "evolis-service" || draft.kind === "evolis-esc";
  const fields = missing.map((field) => t(`field.${field}`)).join(", ");
  return (
    <PrinterForm
      heading={t("choose")}
      words={{ use: t("use"), notKept: t("notKept") }}
      description={description}
      incomplete={tried && missing.length > 0 ? t("incomplete", { fields }) : null}
      refusal={<Notice tone="warn" urgent what={t("inUse.what")} todo={t("inUse.todo")} />}
      before={<Found onTake={(found) => change(filledFrom(found, draft))} />}
    >
      <div className="printer-wide">
        <OptionCards
          label={t("kind")}
          size="flat"
          chosen={draft.kind}
          onChoose={(kind) => kind !== null && change(ofKind(kind, draft))}
          options={(["evolis-service", "evolis-esc", "os-queue", "simulated"] as const).map((value) => ({
            value,
            words: t(`kinds.${value}`),
          }))}
        />
      </div>
      {draft.kind === "evolis-esc" && (
        <div className="printer-wide">
          <Notice tone="quiet" what={t("hint.untested")} />
        </div>
      )}
      {draft.kind === "os-queue" && (
        <div className="printer-wide">
          <Notice tone="quiet" what={t("hint.queue")} />
        </div>
      )}
      {isEvolis && (
        <FormSelect
          label={t("reach")}
          value={draft.reach}
          options={["tcp", "file"] as const}
          words={(reach) => t(`reaches.${reach}`)}
          onChoose={(reach) => change({ reach })}
        />
      )}
      {fieldsOf(draft).map((field) => (
        <FormField
          key={field}
          label={t(`field.${field}`)}
          hint={field === "name" || field === "host" || field === "port" ? null : t(`hint.${field}`)}
          value={draft[field]}
          wrong={tried && missing.includes(field)}
          onChange={(value) => change({ [field]: value })}
        />
      ))}
      {draft.kind === "os-queue" ? (
        <FormSelect
          label={t("format")}
          hint={t("formatHint")}
          value={draft.format}
          options={["automatic", "pdf", "pwg-raster"] as const}
          words={(one) => t(`formats.${one}`)}
          onChoose={(format) => change({ format })}
        />
      ) : (
        <FormSelect
          label={t("station")}
          hint={t("stationHint")}
          value={draft.station}
          options={["chip-first", "print-first", "none"] as const}
          words={(one) => t(`stations.${one}`)}
          onChoose={(value) => change({ station: value })}
        />
      )}
      {draft.kind !== "simulated" && (
        <FormSelect
          label={t("sides")}
          value={draft.sides}
          options={["1", "2"] as const}
          words={(side) => t(`side.${side}`)}
          onChoose={(sides) => change({ sides })}
        />
      )}
      {isEvolis && (
        <FormSelect
          label={t("ribbon")}
          value={draft.ribbon}
          options={["colour", "half-colour", "colour-black-back", "black"] as const}
          words={(ribbon) => t(`ribbons.${ribbon}`)}
          onChoose={(ribbon) => change({ ribbon })}
        />
      )}
    </PrinterForm>
  );
}

function Found({ onTake }: { readonly onTake: (found: FoundPrinterView) => void }) {
  const { t } = usePrinterWords();
  const [found, setFound] = useState<readonly FoundPrinterView[] | null>(null);
  const look = useCallback(() => {
    station.printers
      .found()
      .then(setFound)
      .catch(() => setFound([]));
  }, []);
  useEffect(look, [look]);
  const lookAgain = () => {
    setFound(null);
    look();
  };
  return (
    <div className="printer-found">
      <p>
        <strong>{t("found")}</strong>
      </p>
      {found === null && <output>{t("looking")}</output>}
      {found?.length === 0 && <p className="quiet">{t("noneFound")}</p>}
      {found !== null && found.length > 0 && (
        <ul>
          {found.map((each) => (
            <li key={`${each.kind} ${each.name}`}>
              <span>
                {each.name} <span className="quiet">{t(`kindOf.${each.kind}`)}</span>
              </span>
              <Button size="small" onPress={() => onTake(each)}>
                {t("fill")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {found !== null && (
        <Button kind="quiet" size="small" icon={RefreshCw} onPress={lookAgain}>
          {t("lookAgain")}
        </Button>
      )}
    </div>
  );
}
