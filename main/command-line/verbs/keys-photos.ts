import { resolve } from "node:path";
import { missing } from "../usage-problem.ts";
import type { VerbCall } from "../verb.ts";
import { withDesk } from "../with-desk.ts";

/** `keys photos-key --to FILE`: the key of a shared database's photos, for another desk of it. */
export async function keysPhotos(call: VerbCall, to: string | undefined): Promise<number> {
  if (to === undefined) throw missing({ to });
  const file = resolve(to);
  return withDesk(call, { folder: call.folder, beside: true, simulate: false }, async (desk) => {
    try {
      if (!(await desk.photosKeyTo(file)))
        return call.refuse("no-photos-key", call.words("keys.noPhotosKey"));
    } catch (cause) {
      if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
      return call.refuse("file-exists", call.words("keys.fileExists", { file }), { file });
    }
    call.answer({ file }, [call.words("keys.photosKeyWritten", { file })]);
    return 0;
  });
}
