import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  createSimulatedDesfire,
  type SimulatedDesfire,
} from "../../native/desfire/simulated-card/desfire-card.ts";
import { blankEeprom } from "../../native/desfire/simulated-card/eeprom.ts";
import { createVirtualReader, type VirtualReader } from "../../native/ifd-handler/virtual-reader.ts";
import { buildLibfreefare } from "../support/libfreefare.ts";
import { preparePcscd, type TestPcscd } from "../support/pcscd.ts";

const readerName = "Guichet Judge";
const uid = "04782E21801D80";
const randomness = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
const onCardTests = { "suite-d40": 5, "suite-ev1": 7 };

const [pcscd, built] = await Promise.all([preparePcscd([readerName]), buildLibfreefare()]);
const missing = "missing" in pcscd ? pcscd.missing : "missing" in built ? built.missing : null;
if ("missing" in pcscd || "missing" in built) {
  process.stderr.write(`\nSKIPPED: libfreefare did not judge the simulated card here: ${missing}\n\n`);
  test.skip("libfreefare on the simulated card", () => undefined);
} else onPcscd(pcscd, built.folder);

function onPcscd(service: TestPcscd, programs: string): void {
  let reader: VirtualReader;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "guichet-judge-"));
    reader = await createVirtualReader({ socket: service.socketOf(readerName) });
    await service.start();
    await reader.seen();
  });
  afterEach(() => {
    reader.take();
  });
  afterAll(async () => {
    await reader.close();
    await service.stop();
    await rm(folder, { recursive: true });
  });

  function layBlank(generation: "EV1" | "EV2" | "EV3"): SimulatedDesfire {
    const card = createSimulatedDesfire(blankEeprom(uid, generation), { randomness });
    reader.lay(card);
    return card;
  }

  /** What a program of libfreefare prints; it throws with all it printed when the program is not content. */
  async function judged(program: string, ...args: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(join(programs, program), args, { env: service.environment });
    return stdout;
  }

  for (const [suite, count] of Object.entries(onCardTests)) {
    for (const generation of ["EV1", "EV2"] as const) {
      test(`the ${count} on-card tests of libfreefare's ${suite} pass on a simulated ${generation}`, async () => {
        layBlank(generation);
        const lines = (await judged(suite)).trim().split("\n");
        expect(lines).toEqual(Array.from({ length: count }, () => expect.stringMatching(/^ok test_/)));
      });
    }
  }

  test("libfreefare names the card, writes a message on it that a phone would find, reads it again, and formats it", async () => {
    const card = layBlank("EV1");
    const shown = await judged("mifare-desfire-info");
    for (const line of [/UID: +0x04782e21801d80/, /Free memory: 7936 bytes/, /Use random UID: no/]) {
      expect(shown).toMatch(line);
    }
    await judged("mifare-desfire-create-ndef", "-y");
    const message = Buffer.from([0xd1, 0x01, 0x08, 0x55, 0x04, ...Buffer.from("esc.gg/")]);
    const [input, output] = [join(folder, "in"), join(folder, "out")];
    await writeFile(input, Buffer.from([0x03, message.length, ...message]));
    await judged("mifare-desfire-write-ndef", "-y", "-i", input);
    await judged("mifare-desfire-read-ndef", "-y", "-o", output);
    expect((await readFile(output)).includes(message)).toBe(true);
    expect(card.eeprom().applications).toHaveLength(1);
    await judged("mifare-desfire-format", "-y");
    expect(card.eeprom().applications).toEqual([]);
  });

  test("a card set to random numbers shows libfreefare another one every time it is laid", async () => {
    const start = blankEeprom(uid, "EV2");
    const configuration = { ...start.configuration, randomUid: true };
    const card = createSimulatedDesfire({ ...start, configuration }, { randomness });
    const numbers = new Set<string>();
    for (let laid = 0; laid < 3; laid += 1) {
      reader.lay(card);
      numbers.add(/tag ([0-9a-f]+)/.exec(await judged("mifare-desfire-info"))?.[1] ?? "");
      reader.take();
    }
    expect(numbers.size).toBe(3);
    for (const number of numbers) expect(number).toMatch(/^08[0-9a-f]{6}$/);
  });
}
