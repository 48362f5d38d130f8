import english from "../../../assets/locales/en/backup.json";
import french from "../../../assets/locales/fr/backup.json";
import { dayIn } from "../../../main/core/calendar.ts";
import { useFormats } from "../../parts/formats.ts";
import { addWords, useAreaWords } from "../../parts/language.ts";
import { useFacts } from "../../parts/station.ts";

addWords("backup", french, english);

/** The words of the page of backups. */
export function useBackupWords() {
  return useAreaWords("backup");
}

/** How the page writes sizes and moments. */
export function useBackupFormats() {
  const { t } = useBackupWords();
  const formats = useFormats();
  const zone = useFacts()?.zone ?? "Europe/Paris";
  return {
    megabytes: (bytes: number) => formats.tenths(bytes / 1e6),
    size: (bytes: number) => t("size", { megabytes: formats.tenths(bytes / 1e6) }),
    moment: (at: number) => t("moment", { day: formats.shortDay(dayIn(zone, at)), time: formats.time(at) }),
    duration: (ms: number) => formats.duration(ms),
    count: (number: number) => formats.count(number),
  };
}
