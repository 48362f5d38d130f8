import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { v7 } from "uuid";
import { createChipReader } from "../native/desfire/read-chip.ts";
import { finishRestore } from "./backup/finish-restore.ts";
import type { Desk, DeskFault, DeskWishes } from "./command-line/desk.ts";
import { openArtwork } from "./compose-artwork.ts";
import { openBackups, restoredIn } from "./compose-backups.ts";
import { namesRealReader, openDeskReaders } from "./compose-desk-readers.ts";
import { openEncoder } from "./compose-encoder.ts";
import { askKeysLocked, openKeys } from "./compose-keys.ts";
import { openLabelArtist, openLabelRoom } from "./compose-labels.ts";
import { openLog } from "./compose-log.ts";
import { openPhotoRoom } from "./compose-photos.ts";
import { openPrinterRoom } from "./compose-printer.ts";
import { keyAtStart, openStart } from "./compose-start.ts";
import { openWatchedRoom } from "./compose-watched.ts";
import { choiceText } from "./contract/choices.ts";
import { academicYearOf, dayIn } from "./core/calendar.ts";
import type { Clock, Randomness } from "./core/ports/clock.ts";
import type { ChosenLabelPrinter } from "./core/ports/label-room.ts";
import { type ChosenPrinter, type PrinterStation, printerStation } from "./core/ports/printer-room.ts";
import type { RecordStore } from "./core/ports/record-store.ts";
import { type QueuePlan, queuePlan } from "./core/queue-plan.ts";
import { failed, type Result, succeeded } from "./core/result.ts";
import { createFileReader } from "./links/reading.ts";
import { createPhotoStudio } from "./photo/photo-studio.ts";
import { createActing } from "./security/acting.ts";
import { folderAuditKeys } from "./security/audit-keys.ts";
import { createAuditLog } from "./security/audit-log.ts";
import { createPinHasher } from "./security/pin-hash.ts";
import { openChipProfile } from "./settings/chip-profiles.ts";
import { createConfigurationRoom } from "./settings/configuration-room.ts";
import { createRetentionRoom } from "./settings/retention-room.ts";
import type { Settings } from "./settings/settings.ts";
import { openSettings } from "./settings/settings-file.ts";
import { createUniversityRoom } from "./settings/university-room.ts";
import { openSimulatedWorld } from "./simulation/simulated-world.ts";
import { type Examples, putExamples, wantsExamples } from "./station/examples.ts";
import type { LogLine, StationParts, StationTexts } from "./station/parts.ts";
import { openStation } from "./station/station.ts";
import { migrate } from "./store/migrate.ts";
import { holdFile, OpenRefused, openSqlite } from "./store/open-sqlite.ts";
import { recordStore } from "./store/store.ts";

const assets = new URL("../assets/", import.meta.url);
const clock: Clock = { now: () => Date.now() };
const randomness: Randomness = { bytes: (length) => randomBytes(length), uuid: () => v7() };
/** A Primacy 2 takes longer; long enough to be watched, short enough not to bore. */
const rehearsedPrintMs = 2500;

/** Opens a desk on its data folder: reads the settings, chooses real or simulated device by device, wires, starts. */
export async function openDesk(wishes: DeskWishes): Promise<Result<Desk, DeskFault>> {
  await finishRestore(wishes.folder);
  const read = await openSettings(wishes.folder);
  if (!read.ok) return read;
  // The desk's own: what the university changes while it is open holds at once.
  const settings = { ...read.value };
  if (wishes.simulate && wishes.beside !== true && namesRealDevice(settings)) {
    return failed({ kind: "real-devices" });
  }
  const chipProfile = await openChipProfile(settings.chipProfile, wishes.folder);
  if (!chipProfile.ok) return chipProfile;
  const release = wishes.beside === true ? nothing : holdFile(join(wishes.folder, "station.lock"));
  if (release === null) return failed({ kind: "folder-in-use" });
  const found = await keyAtStart(wishes, settings, clock);
  if (!found.ok) {
    release();
    return found;
  }
  const key = found.value;
  const log = openLog(join(wishes.folder, "guichet.log"), clock);
  const ownName = `desk-${settings.escnPrefix}`;
  let kept: RecordStore;
  try {
    kept = await openStore(settings, wishes.folder, key, ownName, log.line);
  } catch (cause) {
    release();
    if (cause instanceof OpenRefused) return failed(cause.fault);
    throw cause;
  }
  const printMs = wishes.printMs ?? rehearsedPrintMs;
  const folder = join(wishes.folder, "simulated");
  const world = await openSimulatedWorld({ folder, clock, randomness, printMs });
  const chosen: ChosenPrinter =
    wishes.simulate || settings.printer.kind === "simulated"
      ? { kind: "simulated", station: "chip-first", ...stationOf(settings.printer), ...stationOf(wishes) }
      : settings.printer;
  const printers = await openPrinterRoom({ folder: wishes.folder, chosen, world, printMs });
  const labels = openLabelRoom({ folder: wishes.folder, chosen: labelPrinterFor(wishes, settings), printMs });
  const readers = await openDeskReaders(wishes, settings, world);
  const store = wishes.wrapStore?.(kept) ?? kept;
  const acting = createActing(wishes.by ?? "desk");
  const audit = createAuditLog({
    records: store.audit,
    keys: folderAuditKeys(wishes.folder, key),
    chain: ownName,
    acting,
    clock,
  });
  const noPhoto = await readFile(new URL("icons/no-photo.jpg", assets));
  const restored = await restoredIn(wishes.folder, audit);
  const start = await openStart(wishes, key, clock, audit);
  const keys = openKeys({ ...wishes, settings, databaseKey: key, clock, acting, audit });
  const artwork = openArtwork(wishes.folder, settings, noPhoto);
  const parts: StationParts = {
    settings,
    shippedTexts: await texts(),
    firstPlan,
    store,
    audit,
    acting,
    pins: createPinHasher(),
    uptimeMs: () => performance.now(),
    enterAs: wishes.enterAs ?? null,
    clock,
    randomness,
    ...artwork,
    configuration: createConfigurationRoom(wishes.folder),
    retention: createRetentionRoom(wishes.folder, settings, log),
    university: createUniversityRoom(wishes.folder, settings, artwork.artwork),
    drawQr: async (text) => (await import("../printers/artwork/qr.ts")).qrRows(text),
    studio: wishes.studio ?? createPhotoStudio(),
    photos: openPhotoRoom(wishes.folder, settings),
    watched: openWatchedRoom(wishes.folder, settings),
    feeExamples: async () => (await import("./settings/fee-examples.ts")).readFeeExamples(),
    files: createFileReader(settings.zone),
    ...openEncoder(wishes.folder, chipProfile.value, keys, randomness),
    printer: printers.printer,
    printers,
    labels,
    labelArtist: openLabelArtist(wishes.folder),
    printerReader: readers.playing("printer"),
    deskReader: readers.playing("desk"),
    readers,
    chipReader: createChipReader(),
    keys,
    start,
    backups: openBackups(wishes.folder, settings, key, clock, audit, restored),
    get bench() {
      return printers.isSimulated() || readers.isSimulated("desk") ? world : null;
    },
    noPhoto,
    log: log.line,
  };
  if (settings.examples && (await wantsExamples(parts))) await putExamples(await examples(settings), parts);
  const station = await openStation(parts, wishes.beside !== true);
  return succeeded({
    station,
    get bench() {
      return parts.bench;
    },
    async encoderOf(name) {
      const profile = await openChipProfile(name, wishes.folder);
      return profile.ok
        ? succeeded(openEncoder(wishes.folder, profile.value, keys, randomness).encoder)
        : profile;
    },
    askKeysLocked: () => askKeysLocked(wishes.folder),
    async photosKeyTo(file) {
      const { handOverPhotosKey } = await import("./security/photo-vault.ts");
      const written = await handOverPhotosKey(wishes.folder, key, file);
      if (written) {
        await audit.append({ act: "keys.photosKey", subject: null, outcome: "done", facts: { after: {} } });
      }
      return written;
    },
    plastic: () => world.plastic(),
    async close() {
      await station.close();
      await readers.close();
      await world.close();
      await log.close();
      release();
    },
  });
}

/** How cards are made, where that is told. */
function stationOf(told: object): { readonly station?: PrinterStation } {
  return "station" in told && told.station !== undefined
    ? { station: printerStation.parse(told.station) }
    : {};
}

/** A desk that is simulated as a whole has a simulated label printer, even where none is chosen. */
function labelPrinterFor(wishes: DeskWishes, { labelPrinter }: Settings): ChosenLabelPrinter {
  return wishes.simulate && labelPrinter.kind !== "simulated"
    ? { kind: "simulated", peels: true }
    : labelPrinter;
}

/** Cards rehearsed on such a desk would be kept as live cards of real students. */
function namesRealDevice(settings: Settings): boolean {
  return (
    settings.printer.kind !== "simulated" || settings.labelPrinter.kind === "zpl" || namesRealReader(settings)
  );
}

function nothing(): void {
  // A desk that opens beside another holds nothing.
}

async function openStore(
  settings: Settings,
  folder: string,
  key: Uint8Array,
  ownName: string,
  log: (line: LogLine) => void,
): Promise<RecordStore> {
  if (settings.database.kind === "postgres") {
    const { openSharedStore } = await import("./compose-shared-store.ts");
    return openSharedStore(settings.database.url, folder, key, ownName, log);
  }
  const database = openSqlite(join(folder, "guichet.db"), key);
  await migrate(database, () => new Date(clock.now()));
  return recordStore(database, ownName);
}

async function texts(): Promise<StationTexts> {
  const file: StationTexts = JSON.parse(await readFile(new URL("texts/choices.json", assets), "utf8"));
  return { ...file, choices: choiceText.array().parse(file.choices) };
}

/** The services and the desk of a place nobody has set up yet. */
async function firstPlan(): Promise<QueuePlan> {
  return queuePlan.parse(JSON.parse(await readFile(new URL("texts/queue.json", assets), "utf8")));
}

/** The invented people of `assets/examples`, in this academic year and on this day. */
async function examples(settings: Settings): Promise<Examples> {
  // Readers of files are read once, for the examples: no board needs them.
  const [{ readStudents }, { readAgenda }, { movedToDay, movedToYear }] = await Promise.all([
    import("./links/read-students.ts"),
    import("./links/read-agenda.ts"),
    import("./links/moved-examples.ts"),
  ]);
  const today = dayIn(settings.zone, clock.now());
  const [studentsFile, agendaFile] = await Promise.all([
    readFile(new URL("examples/etudiants.csv", assets)),
    readFile(new URL("examples/rendez-vous.ics", assets)),
  ]);
  const students = readStudents(studentsFile, today);
  const agenda = readAgenda(agendaFile, "rendez-vous.ics", settings.zone);
  if (!students.ok || !agenda.ok) throw new Error("the examples can not be read");
  return {
    students: movedToYear(taken(students.value.rows), academicYearOf(today, settings.yearTurn)),
    agenda: movedToDay(taken(agenda.value.rows), today, settings.zone),
  };
}

function taken<T>(rows: readonly { readonly value: T | null }[]): readonly T[] {
  return rows.flatMap(({ value }) => value ?? []);
}
