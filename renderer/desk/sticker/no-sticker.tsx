import { Tag } from "lucide-react";
import { Button } from "../../parts/button.tsx";
import { useLabelWords } from "../../parts/labels.ts";
import { useMay } from "../../parts/session.ts";
import { goTo } from "../place.ts";
import type { StickerProps } from "./sticker-panel.tsx";

/** Before there is a sticker: the button that prints it, or the way to a printer. */
export function NoSticker({ view, asking, onPrint, may }: StickerProps & { readonly may: boolean }) {
  const { t } = useLabelWords();
  const mayChoose = useMay("labels.choose");
  const { sticker, printer } = view;
  if (printer.chosen.kind === "none") {
    return (
      <>
        <p className="quiet">{t("sticker.noPrinter")}</p>
        {mayChoose && (
          <Button size="small" onPress={() => goTo({ at: "settings", page: "labels" })}>
            {t("sticker.choosePrinter")}
          </Button>
        )}
      </>
    );
  }
  return (
    <>
      <p className="quiet">
        {sticker === null ? t("sticker.noneYet") : t("sticker.reserved", { number: sticker.serialNumber })}
      </p>
      {may && (
        <Button icon={Tag} busy={asking.busy} onPress={() => onPrint(null)}>
          {t("sticker.print")}
        </Button>
      )}
    </>
  );
}
