import { wordIn, wordsIn } from "../../ipp/look.ts";
import { cupsQueues } from "../../ipp/printer.ts";
import { sheetAttributes, sheetOf } from "./sheet.ts";

/** A queue that takes cards. */
export interface FoundQueue {
  readonly name: string;
  readonly uri: string;
  readonly sides: 1 | 2;
}

const answerMs = 1_500;
const wanted = [
  "printer-name",
  "printer-info",
  "printer-uri-supported",
  "sides-supported",
  ...sheetAttributes,
];

/** The queues of a CUPS server that take something of a card's size, or do not say what they take; none where no CUPS answers. */
export async function cardQueues(server: string): Promise<readonly FoundQueue[]> {
  const queues = await cupsQueues(server, wanted, answerMs);
  if (!queues.ok) return [];
  return queues.value.flatMap((queue) => {
    const queueName = wordIn(queue, "printer-name");
    const uri = wordIn(queue, "printer-uri-supported");
    if (queueName === null || uri === null || sheetOf(queue) === null) return [];
    const info = wordIn(queue, "printer-info") ?? "";
    const turnsOver = wordsIn(queue, "sides-supported").some((way) => way.startsWith("two-sided"));
    return [{ name: info === "" ? queueName : info, uri, sides: turnsOver ? 2 : 1 }];
  });
}
