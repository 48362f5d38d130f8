import type { DeskOpener } from "../../main/command-line/desk.ts";
import { runVerb } from "../../main/command-line/run-verb.ts";
import { openDesk } from "../../main/compose.ts";
import type { RecordStore } from "../../main/core/ports/record-store.ts";
import type { Station } from "../../main/station/station.ts";
import { now } from "../../main/station/today.ts";

/** The recovery nobody should write: what was announced and not known to be done is done again, without a look at the card. */
async function printAgain({ parts, pictures }: Station, store: RecordStore): Promise<void> {
  for (const job of await store.jobs.open()) {
    if (job.state.phase.at !== "printing") continue;
    const picture = await pictures.ofCard(job.state.cardId);
    const printed =
      picture === null ? null : await parts.printer.print({ front: picture.layers, back: null });
    if (printed?.ok !== true) continue;
    await store.jobs.commit(job.id, {
      at: now(parts),
      ended: null,
      state: { ...job.state, phase: { at: "ejecting" } },
      open: true,
      records: [{ do: "move-card", card: job.state.cardId, to: "ENCODED" }],
      intent: null,
    });
  }
}

const openForgetfulDesk: DeskOpener = async (wishes) => {
  let store: RecordStore | null = null;
  const before = await openDesk({
    ...wishes,
    wrapStore(kept) {
      store = kept;
      return { ...kept, jobs: { ...kept.jobs, takeUp: () => Promise.resolve([]) } };
    },
  });
  if (!before.ok) return before;
  if (store !== null) await printAgain(before.value.station, store);
  await before.value.close();
  return openDesk(wishes);
};

process.exitCode = await runVerb(process.argv.slice(3), openForgetfulDesk, "");
