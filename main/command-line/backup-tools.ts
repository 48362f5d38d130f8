import type { BackupRead, RestoreFault } from "../core/ports/backup-room.ts";
import type { Result } from "../core/result.ts";

/** Reading copies where no desk is open: given by the composition root. */
export interface BackupTools {
  /** Puts a copy in the place of a data folder; `former` is where what was there before lies now. */
  restore(
    file: string,
    secret: string,
    folder: string,
  ): Promise<Result<BackupRead & { readonly former: string | null }, RestoreFault>>;
  /** Reads a copy to its end and leaves nothing of it; meanwhile it lies in the data folder. */
  attempt(folder: string, file: string, secret: string): Promise<Result<BackupRead, RestoreFault>>;
}
