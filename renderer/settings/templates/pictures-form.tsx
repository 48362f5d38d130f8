import { FileUp, Trash2 } from "lucide-react";
import { useState } from "react";
import { FileTrigger } from "react-aria-components/FileTrigger";
import type { PictureFault } from "../../../main/contract/artwork.ts";
import { type OwnPicture, ownPicture } from "../../../main/core/artwork.ts";
import { station } from "../../call.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { useArtworkWords } from "./words.ts";

interface PicturesFormProps {
  readonly held: readonly OwnPicture[];
  readonly onChanged: () => void;
}

/** The university's own pictures for its cards: which are there, and what stands in for the others. */
export function PicturesForm({ held, onChanged }: PicturesFormProps) {
  const { t } = useArtworkWords();
  const [fault, setFault] = useState<PictureFault["kind"] | null>(null);
  const asking = useAsking();
  const keep = async (of: OwnPicture, file: File | null) => {
    setFault(null);
    const answer = await asking.run(() => station.artwork.keepPicture({ of, file }));
    if (answer === undefined) return;
    if (answer.ok) onChanged();
    else setFault(answer.fault.kind);
  };
  return (
    <section className="settings-section" aria-labelledby="own-pictures-title">
      <h4 id="own-pictures-title">{t("pictures")}</h4>
      <p className="quiet">{t("picturesMore")}</p>
      <ul className="own-pictures">
        {ownPicture.options.map((of) => {
          const picture = t(`picture.${of}`);
          const there = held.includes(of);
          return (
            <li key={of}>
              <span>
                {picture} <StateMark tone={there ? "good" : "quiet"} />{" "}
                <small className="quiet">{t(there ? "pictureHeld" : "pictureNone")}</small>
              </span>
              <FileTrigger
                acceptedFileTypes={["image/png", "image/jpeg"]}
                onSelect={(files) => {
                  const file = files?.item(0);
                  if (file !== null && file !== undefined) void keep(of, file);
                }}
              >
                <Button icon={FileUp} busy={asking.busy} label={t("choosePictureFor", { picture })}>
                  {t("choosePicture")}
                </Button>
              </FileTrigger>
              {there && (
                <Button
                  icon={Trash2}
                  kind="quiet"
                  label={t("removePictureFor", { picture })}
                  onPress={() => void keep(of, null)}
                >
                  {t("removePicture")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {fault !== null && (
        <Notice
          tone="warn"
          urgent
          what={t(`pictureFault.${fault}.what`)}
          todo={t(`pictureFault.${fault}.todo`)}
        />
      )}
      {asking.brokenOff && (
        <Notice tone="warn" urgent what={t("brokenOff.what")} todo={t("brokenOff.todo")} />
      )}
    </section>
  );
}
