import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createInterface, type Interface } from "node:readline";
import { afterAll, describe, expect, test, vi } from "vitest";
import { runVerb } from "../../main/command-line/run-verb.ts";
import { simulateCards } from "../../main/compose-simulated-cards.ts";
import { testSticker } from "../../main/core/test-sticker.ts";
import { newCardMechanism } from "../../printers/simulated/card-mechanism.ts";
import { createSimulatedEscPrinter } from "../../printers/simulated/evolis-esc.ts";
import { createSimulatedIppPrinter } from "../../printers/simulated/ipp-printer.ts";
import { readByZxing } from "../support/code-readers.ts";
import { guichet, guichetFile } from "../support/guichet.ts";
import { bitsInPng } from "../support/png-bits.ts";
import { clearAway, emptyFolder } from "./desk-in-hand.ts";

const started: ChildProcess[] = [];

afterAll(async () => {
  for (const child of started) if (child.exitCode === null) child.kill("SIGKILL");
  await clearAway();
});

// Most of their time they wait for a printer: they do so side by side.
describe.concurrent("printers told by their address", () => {
  test("a simulated label printer takes a test label, which is kept as it came out and says what it should", async () => {
    const printer = await simulated();
    const done = await run("print-test", "--to", `${printer.address}?dpi=300&peel=yes`);
    expect(done).toMatchObject({ code: 0, answer: { prints: "labels" } });
    const printed = await printer.next();
    expect(printed).toMatchObject({ kind: "printed", number: 1, undrawn: 0 });
    const label = await bitsInPng(await readFile(String(printed["file"])));
    expect(await readByZxing(label)).toEqual([`QRCode ${testSticker.qrText}`]);
    expect(await printer.next()).toEqual({ kind: "taken" });
    expect(await printer.stop()).toBe(0);
  });

  test("with a fault told, the test label is refused with what to do, and nothing comes out", async () => {
    const printer = await simulated("--fault", "head-open");
    const done = await run("print-test", "--to", printer.address);
    expect(done).toMatchObject({
      code: 1,
      answer: { error: "head-open", prints: "labels", wasted: false },
    });
    expect(done.err).toMatch(/capot/);
    expect(await printer.stop()).toBe(0);
  });

  test("a roll that ends under the head may have cost a label, and the printer says what it forgot", async () => {
    const printer = await simulated("--fault", "media-out-during-print");
    const done = await run("print-test", "--to", printer.address, "--lang", "en");
    expect(done).toMatchObject({ code: 1, answer: { error: "no-labels", wasted: true } });
    expect(done.err).toMatch(/may have come out/);
    expect(await printer.next()).toEqual({ kind: "stopped", faults: ["media-out"] });
    expect(await printer.next()).toEqual({ kind: "cancelled", labels: 1 });
  });

  test("a test card comes out of a card printer told by its address", async () => {
    // Sooner than a real head could, the driver would not believe it.
    const printer = await createSimulatedEscPrinter({
      port: 0,
      state: newCardMechanism(["first"], 100),
      printMs: 900,
    });
    try {
      const done = await run("print-test", "--to", `evolis-esc://127.0.0.1:${printer.port}?ribbon=black`);
      expect(done).toMatchObject({ code: 0, answer: { prints: "cards" } });
      expect(printer.state().hopper).toEqual(["first"]);
    } finally {
      await printer.close();
    }
  });

  test("a simulated card printer tells each move, and keeps a picture of what it printed", async () => {
    const printer = await standing("card-printer", "evolis-service");
    expect(await run("print-test", "--to", printer.address)).toMatchObject({
      code: 0,
      answer: { prints: "cards" },
    });
    const told = [];
    do told.push(await printer.next());
    while (told.at(-1)?.["to"] !== "hopper");
    expect(told[0]).toMatchObject({ kind: "moved", card: "1", from: "feeder" });
    const printed = told.find(({ kind }) => kind === "printed");
    expect(printed).toMatchObject({ card: "1", whole: true });
    const [front = ""] = (printed?.["files"] ?? []) as readonly string[];
    expect([...(await readFile(front)).subarray(1, 4)]).toEqual([...Buffer.from("PNG")]);
    expect(await printer.stop()).toBe(0);
  });

  test.each([
    ["evolis-esc", "cover-open", "cover-open"],
    ["evolis-service", "feeder-empty", "feeder-empty"],
    ["ipp", "queue-stopped", "stopped"],
  ])("a simulated %s printer with %s prints nothing, and print-test says so", async (as, fault, error) => {
    const printer = await standing("card-printer", as, "--fault", fault);
    expect(await run("print-test", "--to", printer.address)).toMatchObject({
      code: 1,
      answer: { error, wasted: false },
    });
    expect(await printer.stop()).toBe(0);
  });

  test("a test card comes out of a queue told by its address, and a stopped one says so", async () => {
    const printer = await createSimulatedIppPrinter({
      port: 0,
      state: newCardMechanism(["first", "second"], 100),
    });
    try {
      const to = `${printer.uri}?quickestSeconds=0`;
      expect(await run("print-test", "--to", to)).toMatchObject({ code: 0, answer: { prints: "cards" } });
      expect(printer.state().hopper).toEqual(["first"]);
      printer.failQueue("queue-stopped");
      expect(await run("print-test", "--to", to)).toMatchObject({
        code: 1,
        answer: { error: "stopped", wasted: false },
      });
    } finally {
      await printer.close();
    }
  });
});

test("an address that is no printer's, a fault and a language of printers nobody knows are called wrong", async () => {
  for (const words of [
    ["print-test", "--to", "ftp://127.0.0.1"],
    ["print-test", "--to", "zpl://127.0.0.1?dpi=72"],
    ["print-test", "--to", "ipp://127.0.0.1"],
    ["print-test"],
    ["simulate", "label-printer", "--as", "epl", "--port", "0", "--out", "."],
    ["simulate", "label-printer", "--as", "zpl", "--port", "0", "--out", ".", "--fault", "gremlins"],
    ["simulate", "label-printer", "--as", "zpl"],
    ["simulate", "card-printer", "--as", "zebra", "--port", "0", "--out", "."],
    ["simulate", "card-printer", "--as", "ipp", "--port", "0", "--out", ".", "--fault", "gremlins"],
    ["simulate", "card-printer", "--as", "ipp", "--port", "0", "--out", ".", "--fault", "session-stuck"],
  ]) {
    expect(await runHere(...words), words.join(" ")).toMatchObject({ code: 2, answer: { error: "usage" } });
  }
});

test("a fault the language can not have is refused with those it has", async () => {
  const words = ["simulate", "card-printer", "--as", "evolis-esc", "--port", "0", "--out", ".", "--fault"];
  const { code, err } = await run(...words, "queue-stopped");
  expect(code).toBe(2);
  expect(err).toMatch(/ribbon-false-alarm/);
  expect(err).not.toMatch(/session-stuck/);
});

const simulated = (...more: readonly string[]) => standing("label-printer", "zpl", ...more);

async function standing(device: string, as: string, ...more: readonly string[]) {
  const out = await emptyFolder();
  const child = spawn(process.execPath, [
    guichetFile,
    "guichet",
    "simulate",
    device,
    "--as",
    as,
    "--port",
    "0",
    "--out",
    out,
    "--json",
    ...more,
  ]);
  started.push(child);
  const lines: Interface = createInterface({ input: child.stdout });
  const said = lines[Symbol.asyncIterator]();
  const next = async (): Promise<Record<string, unknown>> => JSON.parse((await said.next()).value ?? "null");
  const { address } = await next();
  return {
    address: String(address),
    next,
    async stop() {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      const [code] = await gone;
      return code;
    },
  };
}

const nothing = () => Promise.reject(new Error("nothing is to be done"));

/** The same without a process of its own, for what is refused before anything is started. */
async function runHere(...words: readonly string[]) {
  const said: string[] = [];
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => said.push(String(text)) > 0);
  const err = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  try {
    const tools = { simulateLabels: nothing, printTest: nothing, simulateCards };
    const code = await runVerb([...words, "--json"], nothing, "", nothing, undefined, tools);
    return { code, answer: JSON.parse(said.join("") || "null") };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

async function run(...words: readonly string[]) {
  const { out, err, code } = await guichet(...words, "--json");
  return { code, err, answer: JSON.parse(out || "null") };
}
