import { Download, FolderOpen, Square } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { station } from "../../call.ts";
import { saveText } from "../../desk/import/report-file.ts";
import { photoFaultWords } from "../../desk/photo/photo-fault-words.ts";
import { usePhotoWords } from "../../desk/photo/words.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { Scroller } from "../../parts/scroller.tsx";
import { StateMark, type Tone } from "../../parts/state-mark.tsx";
import { Tick } from "../../parts/tick.tsx";
import { lookAtCare } from "./care.ts";
import {
  type IntakeLine,
  type IntakeOutcome,
  type IntakeProgress,
  intakeCounts,
  intakeOutcomes,
  photosAmong,
  takeInFolder,
} from "./folder-intake.ts";
import { intakeReport } from "./intake-report.ts";

type Work =
  | { readonly at: "choosing"; readonly empty: boolean }
  | { readonly at: "taking"; readonly progress: IntakeProgress; readonly leftMs: number }
  | { readonly at: "done"; readonly lines: readonly IntakeLine[]; readonly total: number };

const tones: Readonly<Record<IntakeOutcome, Tone>> = {
  kept: "good",
  warned: "warn",
  "has-one": "quiet",
  nobody: "warn",
  refused: "stop",
};
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

  const begin = (chosen: readonly File[]) =>
    asking.run(async () => {
      const files = photosAmong(chosen);
      if (files.length === 0) return setWork({ at: "choosing", empty: true });
      const stop = new AbortController();
      running.current = stop;
      const sinceMs = performance.now();
      let told: readonly IntakeLine[] = [];
      try {
        told = await takeInFolder(
          files,
          (file) => station.photoCare.takeIn({ fileName: file.name, file, replace }),
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
        await lookAtCare();
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
          <div className="photo-buttons">
            <FileTrigger acceptDirectory onSelect={(files) => void begin([...(files ?? [])])}>
              <Button icon={FolderOpen}>{t("folder.choose")}</Button>
            </FileTrigger>
          </div>
        </>
      )}
      {work.at === "taking" && <Taking {...work} onStop={() => running.current?.abort()} />}
      {work.at === "done" && <Taken {...work} onAnother={() => setWork({ at: "choosing", empty: false })} />}
      {asking.brokenOff && <Notice urgent tone="warn" what={t("interface:common.interrupted")} />}
    </section>
  );
}

interface TakingProps {
  readonly progress: IntakeProgress;
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

interface TakenProps {
  readonly lines: readonly IntakeLine[];
  readonly total: number;
  readonly onAnother: () => void;
}

function Taken({ lines, total, onAnother }: TakenProps) {
  const { t } = usePhotoWords();
  const common = useWords().t;
  const formats = useFormats();
  const counts = intakeCounts(lines);
  const open = lines.filter(({ outcome }) => outcome !== "kept");
  const detail = ({ fault, warned }: IntakeLine): string =>
    fault === null
      ? warned.map(({ finding }) => t(`finding.${finding}.what`)).join(" ")
      : photoFaultWords(fault, common).what;
  const save = () =>
    saveText(
      t("folder.fileName"),
      intakeReport(lines, {
        heading: [t("folder.column.file"), t("folder.column.outcome"), t("folder.column.detail")],
        outcome: (outcome) => t(`folder.outcome.${outcome}`),
        detail,
      }),
    );
  return (
    <>
      <output>
        {lines.length < total
          ? t("folder.cancelled", { done: formats.count(lines.length), total: formats.count(total) })
          : t("folder.done")}
      </output>
      <ul className="photo-counts">
        {intakeOutcomes.map((outcome) => (
          <li key={outcome} data-none={counts[outcome] === 0 || undefined}>
            <StateMark tone={tones[outcome]} />
            <strong>{formats.count(counts[outcome])}</strong>
            <span>{t(`folder.count.${outcome}`)}</span>
          </li>
        ))}
      </ul>
      {open.length > 0 && (
        <Scroller className="photo-limits" label={t("folder.report")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("folder.column.file")}</th>
                <th scope="col">{t("folder.column.outcome")}</th>
                <th scope="col">{t("folder.column.detail")}</th>
              </tr>
            </thead>
            <tbody>
              {open.map((line) => (
                <tr key={line.file}>
                  <th scope="row">{line.file}</th>
                  <td>{t(`folder.outcome.${line.outcome}`)}</td>
                  <td>{detail(line)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      )}
      <div className="photo-buttons">
        <Button icon={Download} onPress={save}>
          {t("folder.save")}
        </Button>
        <Button kind="quiet" onPress={onAnother}>
          {t("folder.again")}
        </Button>
      </div>
    </>
  );
}
