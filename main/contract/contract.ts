import { benchContract } from "./bench.ts";
import { boardContract } from "./board.ts";
import { choicesContract } from "./choices.ts";
import { desk } from "./desk.ts";
import { devicesContract } from "./devices.ts";
import { importsContract } from "./imports.ts";
import { issueContract } from "./issue.ts";
import { photoContract } from "./photo.ts";
import { visitContract } from "./visit.ts";

/** All a renderer may ask and hear. */
export const contract = {
  desk,
  board: boardContract,
  visit: visitContract,
  photo: photoContract,
  choices: choicesContract,
  issue: issueContract,
  imports: importsContract,
  devices: devicesContract,
  bench: benchContract,
};
