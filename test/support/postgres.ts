import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";

const run = promisify(execFile);

/** A PostgreSQL server of this test run alone. */
export interface TestPostgres {
  /** Makes an empty database and gives its address. */
  freshDatabase(): Promise<string>;
  /** The folder all its files lie in. */
  readonly cluster: string;
  /** Stops exactly the server that was started, and removes its files. */
  stop(): Promise<void>;
}

/** Starts Debian's PostgreSQL on a free loopback port, in a folder of its own; null where it is not installed. */
export async function startPostgres(): Promise<TestPostgres | null> {
  const bin = await postgresBin();
  if (bin === null) return null;
  const folder = await mkdtemp(join(tmpdir(), "guichet-postgres-"));
  const owner = process.getuid?.() === 0 ? await postgresUser() : null;
  if (owner !== null) await chown(folder, owner.uid, owner.gid);
  const cluster = join(folder, "cluster");
  await run(
    join(bin, "initdb"),
    ["-D", cluster, "-U", "guichet", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
    {
      ...owner,
      cwd: folder,
    },
  );
  const port = await freePort();
  const server = spawn(
    join(bin, "postgres"),
    // Nothing here outlives the test run: waiting for the disk would prove nothing.
    ["-D", cluster, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-k", folder],
    { ...owner, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
  );
  await untilReady(server.stderr);
  const admin = `postgres://guichet@127.0.0.1:${port}/postgres`;
  let made = 0;
  return {
    cluster,
    async freshDatabase() {
      made += 1;
      const client = new Client({ connectionString: admin });
      await client.connect();
      await client.query(`create database guichet_${made}`);
      await client.end();
      return `postgres://guichet@127.0.0.1:${port}/guichet_${made}`;
    },
    async stop() {
      const gone = once(server, "exit");
      server.kill("SIGTERM");
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves once the server says that it takes connections. */
async function untilReady(log: NodeJS.ReadableStream): Promise<void> {
  let said = "";
  for await (const chunk of log) {
    said += String(chunk);
    if (said.includes("ready to accept connections")) break;
  }
  if (!said.includes("ready to accept connections")) throw new Error(`PostgreSQL did not start: ${said}`);
  log.resume();
}

async function postgresBin(): Promise<string | null> {
  const versions = await readdir("/usr/lib/postgresql").catch(() => []);
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? null : join("/usr/lib/postgresql", newest, "bin");
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
async function postgresUser(): Promise<{ readonly uid: number; readonly gid: number }> {
  const [uid, gid] = await Promise.all([run("id", ["-u", "postgres"]), run("id", ["-g", "postgres"])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
