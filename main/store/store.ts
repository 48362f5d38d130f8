import type { PhotoVault } from "../core/ports/photo-vault.ts";
import type { RecordStore } from "../core/ports/record-store.ts";
import type { Database } from "./engine.ts";
import { auditRecords } from "./records/audit.ts";
import { cardRecords } from "./records/cards.ts";
import { chipRecords } from "./records/chips.ts";
import { choiceRecords } from "./records/choices.ts";
import { feeRecords } from "./records/fees.ts";
import { importRecords } from "./records/imports.ts";
import { jobRecords } from "./records/jobs.ts";
import { keptPictures } from "./records/kept-pictures.ts";
import { moneyRecords } from "./records/money.ts";
import { operatorRecords } from "./records/operators.ts";
import { personRecords } from "./records/persons.ts";
import { photoRecords } from "./records/photos.ts";
import { purgeRecords } from "./records/purges.ts";
import { queueRecords } from "./records/queue.ts";
import { renewalRecords } from "./records/renewals.ts";
import { stickerRecords } from "./records/stickers.ts";
import { studentRecords } from "./records/students.ts";
import { textRecords } from "./records/texts.ts";
import { visitRecords } from "./records/visits.ts";
import { watchedRecords } from "./records/watched.ts";

/** The store over an open, migrated database; `station` is whose it is, where several share one; `vault` seals the pictures in one that is not enciphered as a whole. */
export function recordStore(
  database: Database,
  station = "alone",
  vault: PhotoVault | null = null,
): RecordStore {
  const { db } = database;
  const pictures = keptPictures(db, vault);
  return {
    students: studentRecords(database),
    visits: visitRecords(db),
    cards: cardRecords(db, pictures),
    photos: photoRecords(database, pictures),
    choices: choiceRecords(db),
    texts: textRecords(db),
    purges: purgeRecords(db, station),
    jobs: jobRecords(database, station),
    audit: auditRecords(db),
    chips: chipRecords(db),
    imports: importRecords(database, station),
    operators: operatorRecords(db),
    queue: queueRecords(database),
    stickers: stickerRecords(db),
    fees: feeRecords(db),
    renewals: renewalRecords(database),
    money: moneyRecords(database),
    persons: personRecords(database, pictures),
    watched: watchedRecords(db),
    close: () => db.destroy(),
  };
}
