import { readFile, writeFile } from "node:fs/promises";
import { troubled } from "../../native/desfire/simulated-card/trouble.ts";
import {
  createSimulatedReader,
  type SimulatedCard,
  type SimulatedReader,
} from "../../native/pcsc/simulated-reader.ts";
import type { CardPlace } from "../../printers/simulated/card-mechanism.ts";
import { createSimulatedEvolisService } from "../../printers/simulated/evolis-service.ts";
import type { Clock, Randomness } from "../core/ports/clock.ts";
import { type BodyKind, newBody, radioOf } from "./simulated-body.ts";
import {
  keepWorld,
  makeWorldFolder,
  newWorld,
  pictureFile,
  readWorld,
  type WorldState,
} from "./world-file.ts";
import {
  type BenchFault,
  type BenchSight,
  inHand,
  mechanismFaults,
  type PlasticSight,
  plasticIn,
  sightOf,
  type WorldHappening,
} from "./world-sight.ts";

/** The name the simulated printer has in its service. */
export const simulatedDevice = "Evolis Primacy 2";

/** Faces on a new ribbon. */
const ribbonFaces = 100;
const firstBlanks = 60;
/** Half-way through the writing of a chip. */
const pulledAtCommand = 18;
const happeningsKept = 40;

/** A card printer on a socket, a reader inside it, a reader on the desk, and the hands that use them. */
export interface SimulatedWorld {
  readonly host: string;
  readonly port: number;
  readonly printerReader: SimulatedReader;
  readonly deskReader: SimulatedReader;
  view(): BenchSight;
  /** Every piece of plastic there is. */
  plastic(): readonly PlasticSight[];
  onChange(listener: () => void): () => void;
  fill(kind: BodyKind, count: number): void;
  setFault(fault: BenchFault, on: boolean): void;
  changeRibbon(): void;
  clean(): void;
  /** Lays a card that came out on the desk reader; null takes away what lies there. */
  tap(cardId: string | null): void;
  /** Lays a blank card of its own on the desk reader. */
  layBlank(kind: BodyKind): void;
  /** Puts the card that lies on the desk reader, or is in the hand, on top of the printer's feeder. */
  putInPrinter(): void;
  /** Destroys the plastic with this chip, wherever it lies within a hand's reach. */
  throwAway(uid: string): Promise<void>;
  picture(cardId: string): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

/** What a simulated world is made of. */
export interface WorldOptions {
  /** Where it is kept between two starts. */
  readonly folder: string;
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** Time one face takes to print; 0 for tests. */
  readonly printMs: number;
}

/** Opens the simulated hardware of a folder, as it was left; new hardware has blank cards in its feeder. */
export async function openSimulatedWorld(options: WorldOptions): Promise<SimulatedWorld> {
  const { folder, clock, randomness } = options;
  makeWorldFolder(folder);
  const kept = readWorld(folder);
  let { bodies, onDesk, pullsCard, thrownAway } = kept ?? newWorld(ribbonFaces);
  const printerReader = createSimulatedReader("Guichet Printer Reader 0");
  const deskReader = createSimulatedReader("Guichet Desk Reader 0");
  const listeners = new Set<() => void>();
  const happenings: { readonly at: number; readonly what: WorldHappening }[] = [];

  const state = (mechanism = service.state()): WorldState => ({
    bodies,
    mechanism,
    onDesk,
    pullsCard,
    thrownAway,
  });
  const changed = (what: WorldHappening, mechanism = service.state()) => {
    keepWorld(folder, state(mechanism));
    happenings.unshift({ at: clock.now(), what });
    happenings.length = Math.min(happenings.length, happeningsKept);
    for (const listener of listeners) listener();
  };
  const radio = (cardId: string) => {
    const body = bodies[cardId];
    if (body === undefined) throw new Error(`no simulated card ${cardId}`);
    return radioOf(body, randomness, (chip) => {
      bodies = { ...bodies, [cardId]: { ...body, chip } };
      keepWorld(folder, state());
    });
  };
  const moved = (cardId: string, place: CardPlace) => {
    printerReader.take();
    if (place !== "contactless") return;
    const card = radio(cardId);
    printerReader.lay(pullsCard ? pulledAway(card) : card);
    pullsCard = false;
  };
  /** A card that a hand takes half-way: the reader loses it, and the printer holds nothing any more. */
  const pulledAway = (card: SimulatedCard): SimulatedCard => {
    const leaving = troubled(card, { kind: "removed", atCommand: pulledAtCommand, moment: "after" });
    return {
      ...leaving,
      apdu(command) {
        const answer = leaving.apdu(command);
        if (answer === null) void service.pullOut();
        return answer;
      },
    };
  };
  const service = await createSimulatedEvolisService({
    device: simulatedDevice,
    port: 0,
    state: kept?.mechanism ?? newWorld(ribbonFaces).mechanism,
    printMs: options.printMs,
    onMoved: moved,
    async onHappening(happening, mechanism) {
      if (happening.kind === "moved") {
        return changed({ kind: "moved", from: happening.from, to: happening.to }, mechanism);
      }
      changed({ kind: "printed" }, mechanism);
      const png = await service.picture(happening.cardId);
      if (png !== null) await writeFile(pictureFile(folder, happening.cardId), png, { mode: 0o600 });
    },
  });
  const world: SimulatedWorld = {
    host: service.host,
    port: service.port,
    printerReader,
    deskReader,
    plastic: () => plasticIn(state()),
    view: () => sightOf(state(), happenings),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    fill(kind, count) {
      const fresh = Array.from(
        { length: count },
        () => [randomness.uuid(), newBody(kind, randomness)] as const,
      );
      bodies = { ...bodies, ...Object.fromEntries(fresh) };
      service.loadFeeder(fresh.map(([id]) => id));
      changed({ kind: "loaded", count });
    },
    setFault(fault, on) {
      if (fault === "card-pulled-while-encoding") pullsCard = on;
      else if (on) service.fail(mechanismFaults[fault]);
      else service.mend(mechanismFaults[fault]);
      if (fault === "card-jam" && !on) void service.clearJam();
      changed({ kind: on ? "fault-on" : "fault-off", fault });
    },
    changeRibbon() {
      service.loadRibbon(ribbonFaces);
      changed({ kind: "new-ribbon" });
    },
    clean() {
      service.clean();
      changed({ kind: "cleaned" });
    },
    tap(cardId) {
      if (cardId !== null && bodies[cardId] === undefined) return;
      deskReader.take();
      onDesk = cardId;
      if (cardId !== null) deskReader.lay(radio(cardId));
      changed({ kind: cardId === null ? "lifted" : "tapped" });
    },
    layBlank(kind) {
      const cardId = randomness.uuid();
      bodies = { ...bodies, [cardId]: newBody(kind, randomness) };
      world.tap(cardId);
    },
    putInPrinter() {
      const cardId = onDesk ?? inHand(state()).at(-1);
      if (cardId === undefined) return;
      deskReader.take();
      onDesk = null;
      service.loadFeeder([cardId]);
      changed({ kind: "put-in-printer" });
    },
    async throwAway(uid) {
      const cardId = Object.keys(bodies).find((id) => bodies[id]?.chip?.uid === uid);
      if (cardId === undefined) return;
      if (onDesk === cardId) {
        deskReader.take();
        onDesk = null;
      }
      await service.takeOut(cardId);
      thrownAway = [...thrownAway, cardId];
      changed({ kind: "thrown-away" });
    },
    async picture(cardId) {
      return (
        (await service.picture(cardId)) ?? (await readFile(pictureFile(folder, cardId)).catch(() => null))
      );
    },
    close: () => service.close(),
  };
  if (kept === null) world.fill("blank-ev2", firstBlanks);
  if (kept?.mechanism.held?.place === "contactless") moved(kept.mechanism.held.cardId, "contactless");
  if (onDesk !== null) deskReader.lay(radio(onDesk));
  return world;
}
