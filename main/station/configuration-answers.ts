import { implement } from "@orpc/server";
import { configurationContract } from "../contract/configuration.ts";
import { mostConfigurationBytes } from "../core/configuration.ts";
import { failed, succeeded } from "../core/result.ts";
import type { Changes } from "./changes.ts";
import { configurationOf, putConfiguration, readConfiguration } from "./configuring.ts";
import type { DeskContext } from "./guard.ts";
import type { StationParts } from "./parts.ts";

/** What windows ask about the configuration as a whole. */
export function configurationAnswers(parts: StationParts, changes: Changes) {
  const os = implement(configurationContract).$context<DeskContext>();
  const readFile = async (file: Blob) =>
    file.size > mostConfigurationBytes
      ? failed({ kind: "too-large" as const })
      : readConfiguration(await file.text(), parts);
  return {
    look: os.look.handler(async () => ({ before: (await parts.configuration.former())?.exportedAt ?? null })),
    write: os.write.handler(async () => {
      const text = JSON.stringify(await configurationOf(parts), null, 2);
      return new Blob([`${text}\n`], { type: "application/json" });
    }),
    read: os.read.handler(async ({ input }) => {
      const read = await readFile(input.file);
      if (!read.ok) return read;
      const { configuration, differences } = read.value;
      return succeeded({ exportedAt: configuration.exportedAt, differences });
    }),
    put: os.put.handler(async ({ input }) => {
      const read = await readFile(input.file);
      return read.ok ? putConfiguration(read.value.configuration, parts, changes) : read;
    }),
    back: os.back.handler(async () => {
      const before = await parts.configuration.former();
      return before === null
        ? failed({ kind: "none-before" as const })
        : putConfiguration(before, parts, changes);
    }),
  };
}
