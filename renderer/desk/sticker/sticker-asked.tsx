import { Hand } from "lucide-react";
import type { StickerWord } from "../../../main/core/sticker.ts";
import { station } from "../../call.ts";
import { Button } from "../../parts/button.tsx";
import { useLabelWords } from "../../parts/labels.ts";
import { Notice } from "../../parts/notice.tsx";
import type { StickerProps } from "./sticker-panel.tsx";
import { StickerPicture } from "./sticker-picture.tsx";

interface StickerAskedProps extends StickerProps {
  readonly may: boolean;
  /** Told of a number that was given up. */
  readonly onGone: (number: string) => void;
}

/** What only somebody who looks can say: whether it came out, and whether it was taken. */
export function StickerAsked({ cardId, view, asking, may, onGone }: StickerAskedProps) {
  const { t } = useLabelWords();
  const { sticker, printer } = view;
  if (sticker === null) return null;
  const number = sticker.serialNumber;
  const say = (word: StickerWord) =>
    asking.run(async () => {
      await station.stickers.say({ cardId, word });
      if (word === "did-not") onGone(number);
    });
  if (view.asks === "came-out") {
    return (
      <>
        <StickerPicture key={number} cardId={cardId} number={number} year={view.academicYear} />
        <Notice tone="warn" urgent what={t("sticker.asks.what", { number })} means={t("sticker.asks.means")}>
          {may && (
            <>
              <Button size="small" busy={asking.busy} onPress={() => void say("came-out")}>
                {t("sticker.asks.yes")}
              </Button>
              <Button size="small" onPress={() => void say("did-not")}>
                {t("sticker.asks.no")}
              </Button>
            </>
          )}
        </Notice>
      </>
    );
  }
  return (
    <>
      <StickerPicture key={number} cardId={cardId} number={number} year={view.academicYear} />
      <Notice
        tone="good"
        what={t("sticker.out.what", { number })}
        {...(printer.seesTaken ? { means: t("sticker.out.seen") } : {})}
      >
        {printer.simulated?.labelWaiting === true && (
          <Button size="small" icon={Hand} onPress={() => void station.labels.hand({ does: "take" })}>
            {t("sticker.out.take")}
          </Button>
        )}
        {may && (
          <>
            {!printer.seesTaken && (
              <Button size="small" busy={asking.busy} onPress={() => void say("taken")}>
                {t("sticker.out.taken")}
              </Button>
            )}
            <Button size="small" kind="quiet" onPress={() => void say("did-not")}>
              {t("sticker.out.bad")}
            </Button>
          </>
        )}
      </Notice>
    </>
  );
}
