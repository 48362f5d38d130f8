import { readdir, readFile } from "node:fs/promises";
import { createVirtualReader } from "../../native/ifd-handler/virtual-reader.ts";
import { openPcscReaders } from "../../native/pcsc/pcsc-readers.ts";
import { loadWinscard } from "../../native/pcsc/winscard.ts";
import { listening, tellingCard } from "../support/card-in-hand.ts";
import { preparePcscd } from "../support/pcscd.ts";

/** Lays a card, speaks to it and takes it away, 10,000 times or as often as told, through real pcscd: nothing may grow with the count. */
const insertions = Number(process.argv[2] ?? 10_000);
const reports = 10;
const patienceMs = 5000;
const name = "Guichet Soak Reader";
const command = Uint8Array.of(0x90, 0x60, 0, 0, 0);

const pcscd = await preparePcscd([name]);
if ("missing" in pcscd) throw new Error(pcscd.missing);
const virtual = await createVirtualReader({ socket: pcscd.socketOf(name) });
await pcscd.start();
await virtual.seen();
const readers = openPcscReaders(loadWinscard());
await readers.look(patienceMs);
const reader = readers.reader({ name });
const { until } = listening(reader);
const startedMs = performance.now();
for (let done = 0; done <= insertions; done += 1) {
  if (done % (insertions / reports) === 0) await report(done);
  virtual.lay(tellingCard().card);
  const channel = await reader.connect(patienceMs);
  if (!channel.ok) throw new Error(`insertion ${done}: ${JSON.stringify(channel.fault)}`);
  const answer = await channel.value.transmit(command, patienceMs);
  if (!answer.ok) throw new Error(`insertion ${done}: ${JSON.stringify(answer.fault)}`);
  await channel.value.close();
  await until(true);
  virtual.take();
  await until(false);
}
await readers.close();
await report(insertions);
await virtual.close();
await pcscd.stop();

async function report(done: number): Promise<void> {
  globalThis.gc?.();
  const service = "missing" in pcscd ? null : pcscd.pid();
  const line = {
    insertions: done,
    ms: Math.round(performance.now() - startedMs),
    station: await sizeOf(process.pid),
    pcscd: service === null ? null : await sizeOf(service),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function sizeOf(pid: number): Promise<object> {
  const handles = (await readdir(`/proc/${pid}/fd`)).length;
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const number = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1]);
  return { handles, rssKiB: number("VmRSS"), threads: number("Threads") };
}
