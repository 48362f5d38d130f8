import { useEffect, useState } from "react";
import type { CardId } from "../../../main/core/ids.ts";
import { station } from "../../call.ts";
import { useBlobAddress } from "../../parts/blob-address.ts";
import { useLabelWords } from "../../parts/labels.ts";

interface StickerPictureProps {
  readonly cardId: CardId;
  readonly number: string;
  readonly year: string;
}

/** The sticker at its true size, in the dots that were printed; another number is another picture (`key`). */
export function StickerPicture({ cardId, number, year }: StickerPictureProps) {
  const { t } = useLabelWords();
  const [picture, setPicture] = useState<Blob | null>(null);
  useEffect(() => {
    let wanted = true;
    const read = async () => {
      const blob = await station.stickers.picture({ cardId }).catch(() => null);
      if (wanted) setPicture(blob);
    };
    void read();
    return () => {
      wanted = false;
    };
  }, [cardId]);
  const address = useBlobAddress(picture);
  return (
    <div className="sticker-picture">
      {address !== null && <img src={address} alt={t("sticker.alt", { year, number })} />}
    </div>
  );
}
