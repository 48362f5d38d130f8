import { useState } from "react";
import { reprint, reprintReason } from "../../../main/core/sticker.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { useKeys } from "../../parts/keyboard.ts";
import { useLabelWords } from "../../parts/labels.ts";
import { Notice } from "../../parts/notice.tsx";
import { OptionCards } from "../../parts/option-cards.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { useFacts } from "../../parts/station.ts";
import type { StickerProps } from "./sticker-panel.tsx";

/** The sticker the student has; another one only with a reason, and its number is then void. */
export function StickerGiven({ may, ...props }: StickerProps & { readonly may: boolean }) {
  const { t } = useLabelWords();
  const formats = useFormats();
  const facts = useFacts();
  const [again, setAgain] = useState(false);
  const { sticker } = props.view;
  if (sticker === null) return null;
  const { serialNumber: number, movedAt } = sticker;
  const day = formats.dayOf(movedAt);
  return (
    <>
      <p className="sticker-line">
        <StateMark tone="good" />
        {day === facts?.today
          ? t("sticker.stuck", { number, time: formats.time(movedAt) })
          : t("sticker.stuckOn", { number, date: formats.shortDay(day) })}
      </p>
      {!sticker.forThisCard && (
        <p className="sticker-line">
          <StateMark tone="warn" />
          {t("sticker.onOtherCard")}
        </p>
      )}
      {again ? (
        <Another {...props} number={number} onCancel={() => setAgain(false)} />
      ) : (
        may && (
          <Button kind="quiet" size="small" onPress={() => setAgain(true)}>
            {t("sticker.again")}
          </Button>
        )
      )}
    </>
  );
}

interface AnotherProps extends StickerProps {
  readonly number: string;
  readonly onCancel: () => void;
}

function Another({ view, asking, onPrint, number, onCancel }: AnotherProps) {
  const { t } = useLabelWords();
  const [because, setBecause] = useState(view.sticker?.forThisCard === false ? "new-card" : null);
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  useKeys((event) => {
    if (event.key === "Escape") onCancel();
  });
  const told = reprint.safeParse({ because, note });
  const print = () => {
    setTried(true);
    if (told.success) onPrint(told.data);
  };
  return (
    <form
      className="sticker-again"
      onSubmit={(event) => {
        event.preventDefault();
        print();
      }}
    >
      <p>{t("sticker.reasonAsk", { number })}</p>
      <OptionCards
        label={t("sticker.reasonAsk", { number })}
        size="flat"
        chosen={reprintReason.safeParse(because).data ?? null}
        onChoose={setBecause}
        options={reprintReason.options.map((value) => ({ value, words: t(`sticker.reason.${value}`) }))}
      />
      {because === "other" && (
        <label className="sticker-note">
          <span>{t("sticker.note")}</span>
          <input
            type="text"
            value={note}
            maxLength={200}
            autoComplete="off"
            aria-invalid={(tried && !told.success) || undefined}
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
      )}
      {tried && because === "other" && !told.success && (
        <Notice tone="warn" urgent what={t("sticker.noteMissing")} />
      )}
      <div className="sticker-buttons">
        <Button size="small" submit busy={asking.busy} disabled={because === null}>
          {t("sticker.printAgain")}
        </Button>
        <Button size="small" kind="quiet" onPress={onCancel}>
          {t("sticker.cancel")}
        </Button>
      </div>
    </form>
  );
}
