import { useState } from "react";
import type { StickerFault, StickerView } from "../../../main/contract/stickers.ts";
import type { CardId } from "../../../main/core/ids.ts";
import type { Reprint } from "../../../main/core/sticker.ts";
import { station } from "../../call.ts";
import { type Asking, useAsking } from "../../parts/asking.ts";
import { useLabelWords } from "../../parts/labels.ts";
import { useWords } from "../../parts/language.ts";
import { liveOf, useLive } from "../../parts/live.ts";
import { Notice } from "../../parts/notice.tsx";
import { useMay } from "../../parts/session.ts";
import { NoSticker } from "./no-sticker.tsx";
import { StickerAsked } from "./sticker-asked.tsx";
import { StickerFailed } from "./sticker-failed.tsx";
import { StickerGiven } from "./sticker-given.tsx";
import "./sticker-panel.css";

/** What every part of the panel is given. */
export interface StickerProps {
  readonly cardId: CardId;
  readonly view: StickerView;
  readonly asking: Asking;
  /** Prints, and shows what stood in the way. */
  readonly onPrint: (again: Reprint | null) => void;
}

/** This year's sticker of the student who holds a card: printed, taken, asked about, printed again with a reason. */
export function StickerPanel({ cardId }: { readonly cardId: CardId }) {
  const { t } = useLabelWords();
  const words = useWords();
  const [live] = useState(() => liveOf((signal) => station.stickers.live({ cardId }, { signal })));
  const view = useLive(live);
  const may = useMay("stickers.print");
  const asking = useAsking();
  const [fault, setFault] = useState<StickerFault | null>(null);
  const [gone, setGone] = useState<string | null>(null);
  if (view === undefined) return null;
  const onPrint = (again: Reprint | null) =>
    void asking.run(async () => {
      setFault(null);
      setGone(null);
      const answer = await station.stickers.print({ cardId, again });
      if (!answer.ok) setFault(answer.fault);
    });
  const props: StickerProps = { cardId, view, asking, onPrint };
  return (
    <section className="sticker" aria-labelledby="sticker-title">
      <h2 id="sticker-title">{t("sticker.title", { year: view.academicYear })}</h2>
      <div aria-live="polite">
        {view.printing ? (
          <p className="sticker-line">
            <span className="spinner" />
            {t("sticker.printing", { number: view.sticker?.serialNumber ?? "" })}
          </p>
        ) : (
          <Body {...props} may={may} onGone={setGone} />
        )}
      </div>
      {gone !== null && <Notice tone="quiet" what={t("sticker.gone", { number: gone })} />}
      {fault !== null && gone === null && !view.printing && <StickerFailed fault={fault} view={view} />}
      {asking.brokenOff && <Notice tone="warn" urgent what={words.t("common.interrupted")} />}
    </section>
  );
}

interface BodyProps extends StickerProps {
  readonly may: boolean;
  readonly onGone: (number: string) => void;
}

function Body({ onGone, ...props }: BodyProps) {
  const { asks, sticker } = props.view;
  if (asks !== null) return <StickerAsked {...props} onGone={onGone} />;
  return sticker?.state === "taken" ? <StickerGiven {...props} /> : <NoSticker {...props} />;
}
