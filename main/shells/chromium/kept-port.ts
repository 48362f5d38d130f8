import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import { dirname } from "node:path";

const host = "127.0.0.1";
/** Below it ports belong to named services. */
const firstFree = 1024;
const lastPort = 65_535;

/** Listens on the port kept in `file`; on one the system draws, kept for the next time, where there is none or another program has it. */
export async function listenOnKept(server: Server, file: string | undefined): Promise<number> {
  const kept = file === undefined ? null : await keptPort(file);
  if (kept !== null && (await listens(server, kept))) return kept;
  await listens(server, 0);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  if (file !== undefined) await keep(file, address.port);
  return address.port;
}

async function keptPort(file: string): Promise<number | null> {
  const port = Number(await readFile(file, "utf8").catch(() => ""));
  return Number.isInteger(port) && port >= firstFree && port <= lastPort ? port : null;
}

/** Whether the port could be had; throws on anything but its being another's. */
async function listens(server: Server, port: number): Promise<boolean> {
  server.listen(port, host);
  try {
    await once(server, "listening");
    return true;
  } catch (error) {
    const taken = error instanceof Error && "code" in error && takenCodes.has(String(error.code));
    if (port === 0 || !taken) throw error;
    return false;
  }
}

/** On Windows a port the system has set aside answers EACCES. */
const takenCodes = new Set(["EADDRINUSE", "EACCES"]);

/** A port that can not be kept costs the next launch a moment, nothing else. */
async function keep(file: string, port: number): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, `${port}\n`, { mode: 0o600 });
  } catch {
    // The desk itself tells of a folder that can not be written.
  }
}
