import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The pixels of every page of a raster document, as CUPS' own filter and Poppler see them. */
export async function pixelsByCups(document: Uint8Array): Promise<readonly Uint8Array[]> {
  return inFolder(async (at) => {
    await writeFile(at("card.pwg"), document);
    const filter = [
      "-c",
      '"$0" 1 user title 1 "" "$1" > "$2" 2>/dev/null',
      "/usr/lib/cups/filter/rastertopdf",
    ];
    await run("sh", [...filter, at("card.pwg"), at("card.pdf")], { env: { ...process.env, PPD: "" } });
    await run("/usr/bin/pdfimages", [at("card.pdf"), at("page")]);
    return pixmaps(at, 2);
  });
}

/** The pixels of every page of a PDF at 300 dpi, as Ghostscript paints them. */
export async function pixelsByGhostscript(document: Uint8Array): Promise<readonly Uint8Array[]> {
  return inFolder(async (at) => {
    await writeFile(at("card.pdf"), document);
    const device = ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=ppmraw", "-r300"];
    await run("/usr/bin/gs", [...device, `-sOutputFile=${at("page-%03d.ppm")}`, at("card.pdf")]);
    return pixmaps(at, 2);
  });
}

async function inFolder<T>(work: (at: (name: string) => string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "guichet-pages-"));
  try {
    return await work((name) => join(folder, name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pixmaps(at: (name: string) => string, most: number): Promise<readonly Uint8Array[]> {
  const names = (await readdir(at("."))).filter((name) => name.endsWith(".ppm")).toSorted();
  return Promise.all(names.slice(0, most).map(async (name) => pixelsIn(await readFile(at(name)))));
}

/** The pixels of a binary pixmap, after its size. */
function pixelsIn(file: Buffer): Uint8Array {
  const [head = ""] = /^P6\s(?:#.*\n)*\d+\s+\d+\s+255\s/.exec(file.toString("latin1", 0, 200)) ?? [];
  return file.subarray(head.length);
}
