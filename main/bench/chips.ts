import { medianOf } from "./sampling.ts";

/** One card personalised, or updated, on a reader that takes no time. */
export interface ChipRun {
  readonly exchanges: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly stationMs: number;
}

/** Cards the bench has made, given by the composition root. */
export interface ChipSubjects {
  readonly profiles: readonly string[];
  /** A new card each time, by a profile that is shipped. */
  readonly make: (profile: string, generation: "EV1" | "EV2") => Promise<ChipRun>;
  /** The yearly update of a card made before, with a profile that has one. */
  readonly update: (generation: "EV1" | "EV2") => Promise<ChipRun>;
}

/** A published measure of a reader on a desk: 18.6 ms for each short exchange (encoding-stack sheet §5). */
const readerMs = 18.6;
const warmRounds = 5;
const rounds = 25;
const generations = ["EV1", "EV2"] as const;

/** Exchanges, bytes and time of every shipped profile, and of the yearly update; the minimal one's exchanges also by themselves. */
export async function measureChips({ profiles, make, update }: ChipSubjects): Promise<object> {
  const figures: Record<string, object> = {};
  for (const profile of profiles) {
    figures[camel(profile)] = await ofEach((generation) => make(profile, generation));
  }
  return {
    exchangesMinimalEv1: (await make("minimal", "EV1")).exchanges,
    exchangesMinimalEv2: (await make("minimal", "EV2")).exchanges,
    ...figures,
    yearlyUpdate: await ofEach(update),
  };
}

async function ofEach(run: (generation: "EV1" | "EV2") => Promise<ChipRun>): Promise<object> {
  const figures: Record<string, object> = {};
  for (const generation of generations) {
    for (let round = 0; round < warmRounds; round += 1) await run(generation);
    const runs: ChipRun[] = [];
    for (let round = 0; round < rounds; round += 1) runs.push(await run(generation));
    const [first] = runs;
    if (first === undefined) throw new Error("no card was made");
    const { exchanges, bytesOut, bytesIn } = first;
    const stationMs = medianOf(runs.map((each) => each.stationMs));
    const onReaderMs = exchanges * readerMs + stationMs;
    figures[generation.toLowerCase()] = { exchanges, bytesOut, bytesIn, stationMs, onReaderMs };
  }
  return figures;
}

function camel(name: string): string {
  return name.replaceAll(/-(.)/gu, (_, letter: string) => letter.toUpperCase());
}
