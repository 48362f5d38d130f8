import { oc } from "@orpc/contract";
import { z } from "zod";
import { instant } from "../core/calendar.ts";
import { configurationDifference, configurationFault } from "../core/configuration.ts";
import { answer } from "./answer.ts";

const file = z.strictObject({ file: z.instanceof(Blob) });
const changeFault = z.discriminatedUnion("kind", [
  ...configurationFault.options,
  z.strictObject({ kind: z.enum(["issue-under-way", "disk-full", "none-before"]) }),
]);
export type ConfigurationChangeFault = z.infer<typeof changeFault>;

const reading = z.strictObject({
  exportedAt: instant,
  differences: z.array(configurationDifference).readonly(),
});
export type ConfigurationReading = z.infer<typeof reading>;

export const configurationContract = {
  /** When the configuration before the last import was put aside; null: none was imported yet. */
  look: oc.output(z.strictObject({ before: instant.nullable() })),
  /** The whole configuration as one file. */
  write: oc.output(z.instanceof(Blob)),
  /** What would change with a file; changes nothing. */
  read: oc.input(file).output(answer(reading, configurationFault)),
  /** Puts the configuration of a file in place, all or nothing. Most of it is taken up at the next start. */
  put: oc.input(file).output(answer(z.null(), changeFault)),
  /** Puts the one before back. */
  back: oc.output(answer(z.null(), changeFault)),
};
