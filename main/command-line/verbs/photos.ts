import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { parseArgs } from "node:util";
import type { PhotoFault } from "../../contract/photo.ts";
import {
  type FileFault,
  type FolderFile,
  type IntakeLine,
  intakeCounts,
  intakeOutcomes,
  nameOf,
  photosAmong,
  takeInFolder,
} from "../../core/photo/folder-intake.ts";
import { tooHeavy } from "../../core/photo/photo-weight.ts";
import { failed } from "../../core/result.ts";
import { photoFaultSentence } from "../fault-words.ts";
import { stopAsked } from "../stop-asked.ts";
import { UsageError, type Verb, type VerbCall } from "../verb.ts";
import { withDesk } from "../with-desk.ts";

type Line = IntakeLine<PhotoFault | FileFault>;

/** `photos FOLDER [--replace]`: takes in a folder of photos named by student number, and says what became of each; stopped, it keeps what it has. */
export const photosVerb: Verb = async (call) => {
  const { values, positionals } = parseArgs({
    args: [...call.args],
    allowPositionals: true,
    options: { replace: { type: "boolean", default: false } },
  });
  const [folder, second] = positionals;
  if (folder === undefined) throw new UsageError({ kind: "missing-folder" });
  if (second !== undefined) throw new UsageError({ kind: "unexpected", value: second });
  const found = await filesOf(folder);
  if (found === null) {
    return call.refuse("unreadable-folder", call.words("photos.unreadable-folder", { path: folder }));
  }
  const files = photosAmong(found);
  const stop = new AbortController();
  void stopAsked().then(() => stop.abort());
  return withDesk(call, { folder: call.folder, beside: true }, async ({ station }) => {
    const { inForce } = await station.parts.photos.rules();
    const lines = await takeInFolder<FolderFile, PhotoFault | FileFault>(
      files,
      async (file) => {
        const read = await bytesOf(join(folder, file.path));
        return "kind" in read ? failed(read) : station.takeInPhoto(nameOf(file), read, values.replace);
      },
      (told) => {
        const progress = { done: told.lines.length + 1, total: told.total, path: told.current };
        process.stderr.write(`${call.words("photos.progress", progress)}\n`);
      },
      stop.signal,
    );
    const stopped = lines.length < files.length;
    const counts = intakeCounts(lines);
    const answer = {
      folder: resolve(folder),
      profile: inForce.name,
      total: files.length,
      dealtWith: lines.length,
      stopped,
      counts,
      files: lines.map(({ path, outcome, student, warned, fault }) => ({
        file: path,
        outcome,
        student,
        warned: warned.map(({ check, finding }) => ({ check, finding })),
        fault,
      })),
    };
    call.answer(answer, [
      ...lines.filter(({ outcome }) => outcome !== "kept").map((line) => sentenceOf(line, call)),
      call.words(stopped ? "photos.stopped" : "photos.done", { done: lines.length, total: files.length }),
      ...intakeOutcomes.map((outcome) =>
        call.words("photos.count", {
          what: call.words(`photo:folder.count.${outcome}`),
          count: counts[outcome],
        }),
      ),
    ]);
    return stopped || counts.nobody + counts.refused > 0 ? 1 : 0;
  });
};

/** Every file of a folder and of those in it; null for what is no folder, or may not be read. */
async function filesOf(folder: string): Promise<readonly FolderFile[] | null> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map(({ parentPath, name }) => ({
        path: relative(folder, join(parentPath, name)).replaceAll(sep, "/"),
      }));
  } catch {
    return null;
  }
}

async function bytesOf(path: string): Promise<Uint8Array | FileFault> {
  try {
    return tooHeavy((await stat(path)).size) ?? (await readFile(path));
  } catch {
    return { kind: "unreadable" };
  }
}

function sentenceOf({ path, outcome, warned, fault }: Line, { words }: VerbCall): string {
  const because = fault === null ? warned.map(({ finding }) => words(`photo:finding.${finding}.what`)) : [];
  const detail = fault === null ? because.join(" ") : reasonOf(fault, words);
  return words("photos.line", { path, outcome: words(`photo:folder.outcome.${outcome}`), detail }).trimEnd();
}

function reasonOf(fault: PhotoFault | FileFault, words: VerbCall["words"]): string {
  if (fault.kind === "unreadable") return words("photo:folder.fault.unreadable");
  return photoFaultSentence(fault, words, ["what"]);
}
