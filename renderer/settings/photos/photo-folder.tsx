import { Square } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { PhotoFault } from "../../../main/contract/photo.ts";
import {
  type FileFault,
  type IntakeProgress,
  nameOf,
  photosAmong,
  takeInFolder,
} from "../../../main/core/photo/folder-intake.ts";
import { failed } from "../../../main/core/result.ts";
import { station } from "../../call.ts";
import { usePhotoWords } from "../../desk/photo/words.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { Notice } from "../../parts/notice.tsx";
import { Tick } from "../../parts/tick.tsx";
import { FolderOffer } from "./folder-offer.tsx";
import { FolderTaken, type TakenLine } from "./folder-taken.tsx";
import { lookAtKeeping } from "./keeping.ts";
import { bytesOf, type PickedFile } from "./picked-files.ts";

type Progress = IntakeProgress<PhotoFault | FileFault>;

type Work =
  | { readonly at: "choosing"; readonly empty: boolean }
  | { readonly at: "taking"; readonly progress: Progress; readonly leftMs: number }
  | { readonly at: "done"; readonly lines: readonly TakenLine[]; readonly total: number };

/** A guess at the time left is worth telling once this many were dealt with. */
const enoughToGuess = 5;

/** Takes in a folder of photos named by student number: what became of each is told, and nothing is half taken. */
export function PhotoFolder() {
  const { t } = usePhotoWords();
  const asking = useAsking();
  const [replace, setReplace] = useState(false);
  const [work, setWork] = useState<Work>({ at: "choosing", empty: false });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const takeIn = async (picked: PickedFile) => {
    const read = await bytesOf(picked);
    return read instanceof Blob
      ? station.photoCare.takeIn({ fileName: nameOf(picked), file: read, replace })
      : failed(read);
  };
  const begin = (find: () => Promise<readonly PickedFile[]>) =>
    asking.run(async () => {
      const files = photosAmong(await find());
      if (files.length === 0) return setWork({ at: "choosing", empty: true });
      const stop = new AbortController();
      running.current = stop;
      const sinceMs = performance.now();
      let told: readonly TakenLine[] = [];
      try {
        told = await takeInFolder<PickedFile, PhotoFault | FileFault>(
          files,
          takeIn,
          (progress) => {
            told = progress.lines;
            const done = progress.lines.length;
            const leftMs = ((performance.now() - sinceMs) / Math.max(done, 1)) * (files.length - done);
            setWork({ at: "taking", progress, leftMs });
          },
          stop.signal,
        );
        announce(t("folder.done"));
      } finally {
        setWork({ at: "done", lines: told, total: files.length });
        await lookAtKeeping();
      }
    });
  return (
    <section className="settings-section" aria-labelledby="photo-folder">
      <h4 id="photo-folder">{t("folder.title")}</h4>
      <p className="quiet">{t("folder.intro")}</p>
      {work.at === "choosing" && (
        <>
          {work.empty && <Notice tone="warn" urgent what={t("folder.none")} />}
          <Tick ticked={replace} onTick={setReplace}>
            {t("folder.replace")}
          </Tick>
          <FolderOffer busy={asking.busy} onFolder={(find) => void begin(find)} />
        </>
      )}
      {work.at === "taking" && <Taking {...work} onStop={() => running.current?.abort()} />}
      {work.at === "done" && (
        <FolderTaken {...work} onAnother={() => setWork({ at: "choosing", empty: false })} />
      )}
      {asking.brokenOff && <Notice urgent tone="warn" what={t("interface:common.interrupted")} />}
    </section>
  );
}

interface TakingProps {
  readonly progress: Progress;
  readonly leftMs: number;
  readonly onStop: () => void;
}

function Taking({ progress: { lines, total, current }, leftMs, onStop }: TakingProps) {
  const { t } = usePhotoWords();
  const formats = useFormats();
  const done = lines.length;
  return (
    <div className="photo-taking">
      <progress aria-label={t("folder.title")} value={done} max={total} />
      <p>
        {t("folder.progress", { done: formats.count(done), total: formats.count(total) })} · {current}
        {done >= enoughToGuess && ` · ${t("folder.left", { time: formats.duration(leftMs) })}`}
      </p>
      <div className="photo-buttons">
        <Button icon={Square} onPress={onStop}>
          {t("folder.cancel")}
        </Button>
      </div>
    </div>
  );
}
