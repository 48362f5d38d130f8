import type { Router } from "@orpc/server";
import type { contract } from "../contract/contract.ts";
import { changeLook, keepPicture, shelfOf, tryTemplate } from "./artwork-answers.ts";
import { auditAnswers } from "./audit-answers.ts";
import { backupAnswers } from "./backup-answers.ts";
import type { DayBoard } from "./board.ts";
import type { Changes } from "./changes.ts";
import { enterChoice, wordsRead } from "./choosing.ts";
import { configurationAnswers } from "./configuration-answers.ts";
import type { DeviceWatch } from "./devices.ts";
import { feeAnswers } from "./fee-answers.ts";
import type { DeskContext } from "./guard.ts";
import { implementer } from "./implementer.ts";
import { importEvents } from "./import-answers.ts";
import type { Importing } from "./importing.ts";
import type { Issuing } from "./issuing.ts";
import { keyAnswers } from "./key-answers.ts";
import { labelAnswers } from "./label-answers.ts";
import type { LabelWatch } from "./label-watch.ts";
import { moneyAnswers } from "./money-answers.ts";
import type { Operating } from "./operating.ts";
import { operatorAnswers } from "./operator-answers.ts";
import type { Overriding } from "./overriding.ts";
import type { StationParts } from "./parts.ts";
import { photoAnswers, photoCareAnswers } from "./photo-answers.ts";
import type { Pictures } from "./pictures.ts";
import { lookAhead } from "./preflight.ts";
import { printerAnswers } from "./printer-answers.ts";
import { profileAnswers } from "./profile-answers.ts";
import type { Queue } from "./queue.ts";
import { queueAnswers } from "./queue-answers.ts";
import { readerAnswers } from "./reader-answers.ts";
import { renewalAnswers } from "./renewal-answers.ts";
import type { Renewing } from "./renewing.ts";
import { retentionAnswers } from "./retention-answers.ts";
import type { Sessions } from "./sessions.ts";
import { startAnswers } from "./start-answers.ts";
import { stickerAnswers } from "./sticker-answers.ts";
import type { Stickers } from "./stickers.ts";
import { studentAnswers } from "./student-answers.ts";
import { textAnswers } from "./text-answers.ts";
import { textsInForce } from "./texts.ts";
import type { Till } from "./till.ts";
import { thisYear, today } from "./today.ts";
import { universityAnswers } from "./university-answers.ts";
import type { Visits } from "./visits.ts";
import { watchedAnswers } from "./watched-answers.ts";
import type { WatchingFolder } from "./watching-folder.ts";
import type { Witness } from "./witness.ts";

/** The rooms of a station that answer the contract. */
interface Rooms {
  readonly parts: StationParts;
  readonly changes: Changes;
  readonly board: DayBoard;
  readonly queue: Queue;
  readonly visits: Visits;
  readonly pictures: Pictures;
  readonly issuing: Issuing;
  readonly devices: DeviceWatch;
  readonly labelWatch: LabelWatch;
  readonly stickers: Stickers;
  readonly witness: Witness;
  readonly importing: Importing;
  readonly watchedFolder: WatchingFolder;
  readonly sessions: Sessions;
  readonly operating: Operating;
  readonly overriding: Overriding;
  readonly renewing: Renewing;
  readonly till: Till;
}

const factsOf = (parts: StationParts) => ({
  university: parts.settings.university,
  universityShort: parts.settings.universityShort,
  accent: parts.artwork.look().accent,
  today: today(parts),
  academicYear: thisYear(parts),
  zone: parts.settings.zone,
  operator: parts.settings.operator,
  simulated: parts.bench !== null,
});
const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer());
const png = (bytes: Uint8Array): Blob => new Blob([bytes.slice()], { type: "image/png" });

/** The contract, answered. */
export function createRouter({
  parts,
  changes,
  board,
  queue,
  visits,
  pictures,
  issuing,
  devices,
  labelWatch,
  stickers,
  witness,
  importing,
  watchedFolder,
  sessions,
  operating,
  overriding,
  renewing,
  till,
}: Rooms): Router<typeof contract, DeskContext> {
  const os = implementer(sessions, parts.acting, witness);
  return os.router({
    desk: {
      facts: os.desk.facts.handler(({ signal }) =>
        changes.live(["university"], () => Promise.resolve(factsOf(parts)), signal),
      ),
    },
    operators: operatorAnswers(parts, sessions, operating, changes),
    board: {
      live: os.board.live.handler(({ signal }) => changes.live(["board"], () => board.view(), signal)),
      search: os.board.search.handler(({ input }) => board.search(input.text)),
      walkIn: os.board.walkIn.handler(({ input }) => board.walkIn(input.studentId, input.service)),
      move: os.board.move.handler(({ input }) => board.move(input.visitId, input.to)),
    },
    preflight: {
      look: os.preflight.look.handler(({ input }) => lookAhead(input.day, parts, queue)),
    },
    queue: queueAnswers(os, queue, parts, changes),
    visit: {
      live: os.visit.live.handler(async function* ({ input, signal }) {
        const subjects = [input.visitId, "students", "stickers"];
        for await (const view of changes.live(subjects, () => visits.view(input.visitId), signal)) {
          if (view === null) return;
          yield view;
        }
      }),
      checkIn: os.visit.checkIn.handler(({ input }) =>
        visits.checkIn(input.visitId, input.identitySeen, input.guardianSeen),
      ),
      rulesRead: os.visit.rulesRead.handler(({ input }) => visits.rulesRead(input.visitId, input.read)),
      override: os.visit.override.handler(({ input }) => overriding.override(input)),
      withdrawOverride: os.visit.withdrawOverride.handler(({ input }) =>
        overriding.withdraw(input.visitId, input.kind),
      ),
      close: os.visit.close.handler(({ input }) => visits.close(input.visitId)),
    },
    student: studentAnswers(parts, sessions, changes),
    audit: auditAnswers(parts),
    university: universityAnswers(parts, changes),
    texts: textAnswers(parts, changes),
    retention: retentionAnswers(parts, changes),
    configuration: configurationAnswers(parts, changes),
    photo: photoAnswers(os, pictures),
    photoCare: photoCareAnswers(os, parts, changes),
    choices: {
      texts: os.choices.texts.handler(({ signal }) =>
        changes.live(["texts"], () => textsInForce(parts), signal),
      ),
      read: os.choices.read.handler(({ input }) => wordsRead(input, parts)),
      enter: os.choices.enter.handler(({ input }) => enterChoice(input, parts, changes)),
    },
    issue: {
      start: os.issue.start.handler(({ input }) => issuing.start(input.visitId)),
      say: os.issue.say.handler(({ input }) => issuing.say(input.jobId, input.word)),
      fits: os.issue.fits.handler(async ({ input }) => (await pictures.ofCard(input.cardId))?.fits ?? null),
      picture: os.issue.picture.handler(async ({ input }) => {
        const picture = await pictures.ofCard(input.cardId);
        const bytes = picture === null ? null : await pictures.png(picture, input.side);
        return bytes === null ? null : png(bytes);
      }),
      draft: os.issue.draft.handler(async ({ input }) => {
        const bytes = await pictures.draft(input.visitId);
        return bytes === null ? null : png(bytes);
      }),
    },
    renewals: renewalAnswers(parts, renewing, changes),
    fees: feeAnswers(parts, changes),
    money: moneyAnswers(till, changes),
    imports: {
      look: os.imports.look.handler(async ({ input }) => importing.look(await bytesOf(input.file))),
      understand: os.imports.understand.handler(async ({ input: { file, ...wish } }) =>
        importing.understand({ ...wish, bytes: await bytesOf(file) }),
      ),
      read: os.imports.read.handler(async function* ({ input: { file, ...wish }, signal }) {
        yield* importEvents(importing, { ...wish, bytes: await bytesOf(file) }, signal);
      }),
    },
    watched: watchedAnswers(watchedFolder, changes),
    devices: {
      live: os.devices.live.handler(({ signal }) => devices.live(signal)),
    },
    profiles: profileAnswers(parts),
    readers: readerAnswers(parts, changes),
    keys: keyAnswers(parts, changes),
    start: startAnswers(parts, changes),
    backups: backupAnswers(parts, changes),
    artwork: {
      shelf: os.artwork.shelf.handler(() => shelfOf(parts)),
      inspect: os.artwork.inspect.handler(({ input }) => tryTemplate(input, parts)),
      change: os.artwork.change.handler(({ input }) => changeLook(input, parts)),
      keepPicture: os.artwork.keepPicture.handler(async ({ input }) =>
        keepPicture(
          input.of,
          input.file === null ? null : new Uint8Array(await input.file.arrayBuffer()),
          parts,
        ),
      ),
    },
    printers: printerAnswers(parts, changes, issuing, devices),
    labels: labelAnswers(parts, changes, labelWatch),
    stickers: stickerAnswers(stickers, changes, labelWatch),
    bench: {
      live: os.bench.live.handler(({ signal }) =>
        changes.live(["bench"], () => Promise.resolve(parts.bench?.view() ?? null), signal),
      ),
      load: os.bench.load.handler(({ input }) => {
        parts.bench?.fill(input.kind, input.count);
        return null;
      }),
      fault: os.bench.fault.handler(({ input }) => {
        parts.bench?.setFault(input.fault, input.on);
        return null;
      }),
      newRibbon: os.bench.newRibbon.handler(() => {
        parts.bench?.changeRibbon();
        return null;
      }),
      clean: os.bench.clean.handler(() => {
        parts.bench?.clean();
        return null;
      }),
      layBlank: os.bench.layBlank.handler(({ input }) => {
        parts.bench?.layBlank(input.kind);
        return null;
      }),
      putInPrinter: os.bench.putInPrinter.handler(() => {
        parts.bench?.putInPrinter();
        return null;
      }),
      tap: os.bench.tap.handler(({ input }) => {
        parts.bench?.tap(input.card);
        return null;
      }),
      picture: os.bench.picture.handler(async ({ input }) => {
        const bytes = (await parts.bench?.picture(input.card)) ?? null;
        return bytes === null ? null : png(bytes);
      }),
    },
  });
}
