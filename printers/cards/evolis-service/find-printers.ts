import { listPrinters } from "./commands.ts";
import { exchangeOver, type ServicePlace } from "./connection.ts";

const answerMs = 1_500;

/** The names of the printers a service knows; none when no service answers there. */
export async function printersOf(place: ServicePlace): Promise<readonly string[]> {
  const listed = await exchangeOver(place)(listPrinters, answerMs);
  if (!listed.ok) return [];
  return listed.value
    .split(";")
    .map((each) => each.split(",")[0]?.trim() ?? "")
    .filter((name) => name !== "");
}
