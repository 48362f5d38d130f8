import type { AnyContractProcedure } from "@orpc/contract";
import { artworkContract } from "./artwork.ts";
import { auditContract } from "./audit.ts";
import { backupContract } from "./backups.ts";
import { benchContract } from "./bench.ts";
import { boardContract } from "./board.ts";
import { choicesContract } from "./choices.ts";
import { configurationContract } from "./configuration.ts";
import { desk } from "./desk.ts";
import { devicesContract } from "./devices.ts";
import { feesContract } from "./fees.ts";
import { importsContract } from "./imports.ts";
import { issueContract } from "./issue.ts";
import { keysContract } from "./keys.ts";
import { labelsContract } from "./labels.ts";
import { moneyContract } from "./money.ts";
import { operatorsContract } from "./operators.ts";
import { photoContract } from "./photo.ts";
import { photoCareContract } from "./photo-care.ts";
import { preflightContract } from "./preflight.ts";
import { printersContract } from "./printers.ts";
import { profilesContract } from "./profiles.ts";
import { queueContract } from "./queue.ts";
import { readersContract } from "./readers.ts";
import { renewalsContract } from "./renewals.ts";
import { retentionContract } from "./retention.ts";
import { startContract } from "./start.ts";
import { stickersContract } from "./stickers.ts";
import { studentContract } from "./student.ts";
import { textsContract } from "./texts.ts";
import { universityContract } from "./university.ts";
import { visitContract } from "./visit.ts";
import { watchedContract } from "./watched.ts";

/** All a renderer may ask and hear. */
export const contract = {
  desk,
  operators: operatorsContract,
  board: boardContract,
  queue: queueContract,
  preflight: preflightContract,
  visit: visitContract,
  student: studentContract,
  photo: photoContract,
  photoCare: photoCareContract,
  choices: choicesContract,
  issue: issueContract,
  renewals: renewalsContract,
  fees: feesContract,
  money: moneyContract,
  imports: importsContract,
  watched: watchedContract,
  devices: devicesContract,
  readers: readersContract,
  profiles: profilesContract,
  printers: printersContract,
  labels: labelsContract,
  stickers: stickersContract,
  keys: keysContract,
  start: startContract,
  backups: backupContract,
  bench: benchContract,
  artwork: artworkContract,
  audit: auditContract,
  university: universityContract,
  texts: textsContract,
  retention: retentionContract,
  configuration: configurationContract,
};

type PathsOf<Part, Before extends string = ""> = {
  [Name in keyof Part & string]: Part[Name] extends AnyContractProcedure
    ? `${Before}${Name}`
    : PathsOf<Part[Name], `${Before}${Name}.`>;
}[keyof Part & string];

/** The procedures of the contract by their paths, as in "board.live". */
export type ProcedurePath = PathsOf<typeof contract>;
