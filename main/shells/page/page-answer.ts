import { readFile, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { pageHeaders } from "./page-headers.ts";
import { pageFileAt } from "./page-path.ts";

/** A whole answer to a request for one of the page's files. */
export interface PageAnswer {
  readonly status: 200 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

const notFound: PageAnswer = {
  status: 404,
  headers: { ...pageHeaders, "cache-control": "no-store" },
  body: new Uint8Array(),
};

/** Answers for one path of the page out of `rendererFolder`, and out of nothing else: links leading outside are not followed. */
export async function answerPage(rendererFolder: string, pathname: string): Promise<PageAnswer> {
  const file = pageFileAt(pathname);
  if (file === null) return notFound;
  const body = await bytesInside(rendererFolder, file.segments);
  if (body === null) return notFound;
  return {
    status: 200,
    headers: {
      ...pageHeaders,
      "content-type": file.mediaType,
      "cache-control": file.hashed ? "private, max-age=31536000, immutable" : "no-cache",
    },
    body,
  };
}

const absent = new Set(["ENOENT", "ENOTDIR", "EISDIR", "ELOOP"]);

async function bytesInside(
  folder: string,
  segments: readonly string[],
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const [root, path] = await Promise.all([realpath(folder), realpath(join(folder, ...segments))]);
    if (!path.startsWith(root + sep)) return null;
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && absent.has(String(error.code))) return null;
    throw error;
  }
}
