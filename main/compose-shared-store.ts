import type { RecordStore } from "./core/ports/record-store.ts";
import { openFolderVault } from "./security/photo-vault.ts";
import type { LogLine } from "./station/parts.ts";
import { migrate } from "./store/migrate.ts";
import { openPostgres } from "./store/open-postgres.ts";
import { OpenRefused } from "./store/open-sqlite.ts";
import { agreedVault, sealPlainPictures } from "./store/records/kept-pictures.ts";
import { recordStore } from "./store/store.ts";

/**
 * The store of desks that share a PostgreSQL database, whose pictures are sealed with one key that each desk's folder keeps; `ownName` is this desk's.
 * @throws OpenRefused where this folder's is not the key they were sealed with.
 */
export async function openSharedStore(
  url: string,
  folder: string,
  databaseKey: Uint8Array,
  ownName: string,
  log: (line: LogLine) => void,
): Promise<RecordStore> {
  const database = openPostgres(url, (cause) =>
    log({ what: "database-connection-lost", cause: cause.message }),
  );
  try {
    await migrate(database, () => new Date());
    const opened = await openFolderVault(folder, databaseKey);
    if (opened === null) throw new OpenRefused({ kind: "other-photos-key" });
    const { vault } = opened;
    if ((await agreedVault(database.db, vault.mark)) !== vault.mark) {
      if (opened.isFresh) await opened.forget();
      throw new OpenRefused({ kind: "other-photos-key" });
    }
    const sealed = await sealPlainPictures(database.db, vault);
    if (sealed > 0) log({ what: "photos-sealed", count: sealed });
    return recordStore(database, ownName, vault);
  } catch (cause) {
    await database.db.destroy();
    throw cause;
  }
}
