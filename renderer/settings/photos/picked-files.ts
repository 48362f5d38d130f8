import type { FileFault, FolderFile } from "../../../main/core/photo/folder-intake.ts";
import { tooHeavy } from "../../../main/core/photo/photo-weight.ts";

/** A file of a folder that was chosen or dropped; its bytes are read when its turn comes. */
export interface PickedFile extends FolderFile {
  readonly file: () => Promise<File>;
}

/** What can be dropped: files, and folders with more of both in them. */
export type Dropped =
  | { readonly kind: "file"; readonly name: string; readonly getFile: () => Promise<File> }
  | { readonly kind: "directory"; readonly name: string; readonly getEntries: () => AsyncIterable<Dropped> }
  | { readonly kind: "text" };

/** The files of a folder that was chosen, by where they lie in it. */
export function chosenFiles(files: readonly File[]): readonly PickedFile[] {
  return files.map((file) => ({
    path: file.webkitRelativePath.split("/").slice(1).join("/") || file.name,
    file: () => Promise.resolve(file),
  }));
}

/** Every file of what was dropped, with those of the folders in it; the name of a folder that was dropped alone is left out. */
export async function droppedFiles(items: readonly Dropped[]): Promise<readonly PickedFile[]> {
  const [only] = items;
  return only?.kind === "directory" && items.length === 1
    ? filesIn(only.getEntries(), "")
    : filesIn(items, "");
}

async function filesIn(
  items: Iterable<Dropped> | AsyncIterable<Dropped>,
  within: string,
): Promise<readonly PickedFile[]> {
  const found: PickedFile[] = [];
  for await (const item of items) {
    if (item.kind === "file") found.push({ path: `${within}${item.name}`, file: () => item.getFile() });
    if (item.kind === "directory") {
      found.push(...(await filesIn(item.getEntries(), `${within}${item.name}/`)));
    }
  }
  return found;
}

/** The bytes of a file, or why they can not be had: it may have been moved or locked since. */
export async function bytesOf(picked: PickedFile): Promise<Blob | FileFault> {
  try {
    const file = await picked.file();
    return tooHeavy(file.size) ?? new Blob([await file.arrayBuffer()]);
  } catch {
    return { kind: "unreadable" };
  }
}
