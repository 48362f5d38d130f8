import { Download } from "lucide-react";
import type { PhotoFault } from "../../../main/contract/photo.ts";
import {
  type FileFault,
  type IntakeLine,
  type IntakeOutcome,
  intakeCounts,
  intakeOutcomes,
} from "../../../main/core/photo/folder-intake.ts";
import { saveText } from "../../desk/import/report-file.ts";
import { photoFaultWords } from "../../desk/photo/photo-fault-words.ts";
import { usePhotoWords } from "../../desk/photo/words.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { useWords } from "../../parts/language.ts";
import { Scroller } from "../../parts/scroller.tsx";
import { StateMark, type Tone } from "../../parts/state-mark.tsx";
import { intakeReport } from "./intake-report.ts";

/** One file of the folder, with every reason it may have been refused for. */
export type TakenLine = IntakeLine<PhotoFault | FileFault>;

const tones: Readonly<Record<IntakeOutcome, Tone>> = {
  kept: "good",
  warned: "warn",
  "has-one": "quiet",
  nobody: "warn",
  refused: "stop",
};

interface FolderTakenProps {
  readonly lines: readonly TakenLine[];
  readonly total: number;
  readonly onAnother: () => void;
}

/** What became of a folder: the counts, every file that needs an eye, and a report to keep; also when it was stopped half-way. */
export function FolderTaken({ lines, total, onAnother }: FolderTakenProps) {
  const { t } = usePhotoWords();
  const formats = useFormats();
  const detail = useDetail();
  const counts = intakeCounts(lines);
  const open = lines.filter(({ outcome }) => outcome !== "kept");
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
                <tr key={line.path}>
                  <th scope="row">{line.path}</th>
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

/** Why a file needs an eye, in words. */
function useDetail(): (line: TakenLine) => string {
  const { t } = usePhotoWords();
  const common = useWords().t;
  return ({ fault, warned }) => {
    if (fault === null) return warned.map(({ finding }) => t(`finding.${finding}.what`)).join(" ");
    if (fault.kind === "unreadable") return t("folder.fault.unreadable");
    return photoFaultWords(fault, common).what;
  };
}
