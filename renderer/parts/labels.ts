import english from "../../assets/locales/en/labels.json";
import french from "../../assets/locales/fr/labels.json";
import { station } from "../call.ts";
import { addWords, useAreaWords } from "./language.ts";
import { liveOf } from "./live.ts";

addWords("labels", french, english);

/** The words of label printers and stickers. */
export function useLabelWords() {
  return useAreaWords("labels");
}

/** The label printer of the desk, while something shows it. */
export const labelsLive = liveOf((signal) => station.labels.live(undefined, { signal }));

/** The label printer as last seen. */
export type LabelPrinterShown = NonNullable<ReturnType<typeof labelsLive.read>>;
