import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { KeyVault } from "../../main/core/ports/key-store.ts";
import { createFileKeyStore } from "../../main/security/key-store/file-key-store.ts";
import { loadCryptoki } from "../../native/pkcs11/cryptoki.ts";
import { createTokenKeyStore } from "../../native/pkcs11/token-key-store.ts";
import { guichetFile } from "../support/guichet.ts";
import { preparePcscd, type TestPcscd } from "../support/pcscd.ts";
import { prepareSoftHsm, testPin } from "../support/softhsm.ts";

const vpcdDriver = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";
/** As most readers on desks are called: by the number of their model. */
const readerName = "Guichet Bench 5022";
const uid = "04A1B2C3D4E5F6";

const folder = await mkdtemp(join(tmpdir(), "guichet-verbs-"));
const running: { stop(): Promise<unknown> }[] = [];

/** A verb as a technician starts it, with `typed` on its standard input; `line` gives what it says next. */
function guichet(args: readonly string[], env: NodeJS.ProcessEnv = process.env, typed = "") {
  const child = spawn(process.execPath, [guichetFile, "guichet", ...args, "--json", "--data", folder], {
    env,
    stdio: ["pipe", "pipe", "pipe"],
  });
  // A verb that asks for nothing may be gone before it is written to.
  child.stdin.on("error", () => undefined);
  child.stdin.end(typed);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const remarks = createInterface(child.stderr)[Symbol.asyncIterator]();
  const ended = once(child, "exit");
  const started = {
    line: async () => JSON.parse((await lines.next()).value ?? "null"),
    remark: async (): Promise<string> => (await remarks.next()).value ?? "",
    async stop(): Promise<unknown> {
      if (child.exitCode === null) child.kill("SIGTERM");
      const [code] = await ended;
      return code;
    },
    code: async (): Promise<unknown> => (await ended)[0],
  };
  running.push(started);
  return started;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

const vpcdPort = await freePort();
const vpcd = `
FRIENDLYNAME "Virtual PCD"
DEVICENAME /dev/null:${vpcdPort}
LIBPATH ${vpcdDriver}
CHANNELID ${vpcdPort}
`;

test("without the PC/SC service, a probe says so and finds nothing", async () => {
  const env = { ...process.env, PCSCLITE_CSOCK_NAME: join(folder, "nobody.comm") };
  const probe = guichet(["probe"], env);
  expect(await probe.line()).toEqual({
    pcsc: { present: false, cause: expect.any(String) },
    readers: [],
    tokens: { library: null, fault: null, seen: [], installed: expect.any(Array) },
  });
  expect(await probe.code()).toBe(0);
});

test("a kind of card that does not exist, a place told twice, and a name that could say more than a name, are refused with the usage", async () => {
  const wrong = guichet(["simulate", "card", "--reader", "X", "--kind", "gold"]);
  expect(await wrong.remark()).toContain("blank-ev1");
  expect(await wrong.code()).toBe(2);
  const twice = guichet(["simulate", "card", "--reader", "X", "--vpcd", "h:1", "--kind", "other"]);
  expect(await twice.code()).toBe(2);
  const quoted = guichet(["simulate", "card", "--reader", 'X"\nLIBPATH y', "--kind", "other"]);
  expect(await quoted.code()).toBe(2);
});

const passphrase = "quatre chevaux bleus";

async function withKeys(store: KeyVault, secret: string): Promise<void> {
  expect(await store.unlock("Camille Durand", secret)).toMatchObject({ ok: true });
  for (const name of ["guichet", "guichet-chip"]) {
    expect(await store.addKey(name, "aes-128", randomBytes(16))).toMatchObject({ ok: true });
  }
  store.lock();
}

async function fileStoreIn(place: string) {
  const store = createFileKeyStore(join(place, "keys.json"), { now: Date.now });
  await store.create("Camille Durand", passphrase);
  await withKeys(store, passphrase);
  const setting = { kind: "file" };
  return { setting, secret: passphrase, environment: {}, uid: "04AAAAAAAAAAA1", nth: 3 };
}

async function tokenWithKeys() {
  const label = "cartes";
  const hsm = await prepareSoftHsm([label]);
  if ("missing" in hsm) return hsm;
  const { library, environment } = hsm;
  running.push({ stop: () => hsm.remove() });
  await withKeys(
    createTokenKeyStore({ library, label, serial: null }, (file) => Promise.resolve(loadCryptoki(file))),
    testPin,
  );
  const setting = { kind: "pkcs11", library, label };
  return { setting, secret: testPin, environment, uid: "04AAAAAAAAAAA2", nth: 4 };
}

const prepared = await preparePcscd([]);
if ("missing" in prepared || !existsSync(vpcdDriver)) {
  const cause = "missing" in prepared ? prepared.missing : "vpcd is not installed";
  process.stderr.write(`\nSKIPPED: the reader verbs were not tried on real PC/SC here: ${cause}\n\n`);
  test.skip("the reader verbs on real PC/SC", () => undefined);
} else {
  await prepared.stop();
  onPcscd();
}

function onPcscd(): void {
  let pcscd: TestPcscd | null = null;
  let card: ReturnType<typeof guichet>;
  let laid: { readonly configuration: string };

  beforeAll(async () => {
    card = guichet(["simulate", "card", "--reader", readerName, "--kind", "blank-ev2", "--uid", uid]);
    laid = await card.line();
    const [file = ""] = await readdir(laid.configuration);
    const text = await readFile(join(laid.configuration, file), "utf8");
    const made = await preparePcscd([], `${text}\n${vpcd}`);
    if ("missing" in made) throw new Error(made.missing);
    pcscd = made;
    await pcscd.start();
    await card.remark();
  });
  afterAll(async () => {
    for (const each of running) await each.stop();
    await pcscd?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("a card simulated on our own reader and one on vpcd's are seen by a probe, with what they are", async () => {
    expect(laid).toMatchObject({ kind: "blank-ev2", uid, place: readerName });
    const onVpcd = guichet(["simulate", "card", "--vpcd", `127.0.0.1:${vpcdPort}`, "--kind", "crous"]);
    const foreign = await onVpcd.line();
    expect(foreign).toMatchObject({ kind: "crous", configuration: null });
    const read = await guichet(["read", "--reader", "Virtual PCD 00 00"], pcscd?.environment).line();
    expect(read).toMatchObject({
      uid: foreign.uid,
      applications: [{ aid: "F58540", known: "crous", keyType: "aes", files: [{ size: 32, content: null }] }],
      withKeys: { kind: "blank" },
    });
    // vpcd looks for its card every 0.4 s; a probe that came too early sees an empty reader.
    const seen = await probedUntil(
      (readers) => readers.filter(({ cardPresent }) => cardPresent).length === 2,
    );
    expect(seen).toEqual([
      {
        name: `${readerName} 00 00`,
        vendor: "Guichet",
        serial: "Guichet-Bench-5022",
        usable: true,
        cardPresent: true,
        atr: expect.stringMatching(/^3B/),
        card: { kind: "blank", uid, generation: "EV2" },
      },
      expect.objectContaining({
        name: "Virtual PCD 00 00",
        card: expect.objectContaining({
          kind: "blank",
          uid: foreign.uid,
          beside: [{ aid: "F58540", what: "crous" }],
        }),
      }),
      expect.objectContaining({ name: "Virtual PCD 00 01", cardPresent: false, atr: null, card: null }),
    ]);
    expect(await onVpcd.stop()).toBe(0);
  });

  test("a card is read by the name of its reader, as a person would write it, or by its serial number", async () => {
    for (const name of [readerName, `${readerName} 00 00`, readerName.replaceAll(" ", "-")]) {
      const read = guichet(["read", "--reader", name], pcscd?.environment);
      expect(await read.line()).toEqual({
        reader: `${readerName} 00 00`,
        kind: "desfire",
        generation: "EV2",
        uid,
        shownNumber: uid,
        randomUid: false,
        memoryBytes: 8192,
        freeBytes: 7936,
        made: { week: 49, year: 13 },
        keySettings: "0F",
        masterKey: { type: "des", version: 0 },
        applications: [],
        withKeys: { kind: "blank" },
        fit: {
          profile: "annual",
          profileVersion: 1,
          state: "fresh",
          differences: [],
          writes: ["create-application", "create-file", "create-file", "set-keys", "set-chip-key"].map(
            (what): unknown => expect.objectContaining({ do: what }),
          ),
        },
      });
      expect(await read.code()).toBe(0);
    }
  });

  test("a reader that is not there is a refusal", async () => {
    const unknown = guichet(["read", "--reader", "Nobody"], pcscd?.environment);
    expect(await unknown.line()).toEqual({ error: "no-such-reader", reader: "Nobody" });
    expect(await unknown.code()).toBe(1);
  });

  test("a reader that holds a simulated card takes no second one", async () => {
    const second = guichet(["simulate", "card", "--reader", readerName, "--kind", "other"]);
    expect(await second.line()).toEqual({ error: "reader-in-use" });
    expect(await second.code()).toBe(1);
  });

  test("a card on a reader is made a student's from the command line, updated, and never another's", async () => {
    const env = pcscd?.environment;
    const reader = readerName;
    const serial = readerName.replaceAll(" ", "-");
    const students = await guichet(["students", "--find", "2"], env).line();
    const [first, second] = students.students.map(({ number }: { readonly number: string }) => number);
    const order = ["personalise", "--reader", reader, "--student"];
    const made = guichet([...order, first], env);
    expect(await made.line()).toMatchObject({
      reader,
      student: first,
      uid,
      generation: "EV2",
      profile: "annual",
      profileVersion: 1,
      changed: true,
    });
    expect(await made.code()).toBe(0);
    const read = await guichet(["read", "--reader", reader], env).line();
    expect(read).toMatchObject({
      withKeys: { kind: "personalised", studentNumber: first, escCardType: "SMART_NO_CDZ" },
      fit: { profile: "annual", profileVersion: 1, state: "fits", writes: [] },
    });
    const held = await guichet(["read", "--reader", reader, "--profile", "esup-library"], env).line();
    expect(held).toMatchObject({ fit: { profile: "esup-library", state: "differs", writes: [] } });
    const unnamed = guichet(["read", "--reader", reader, "--profile", "none-such"], env);
    expect(await unnamed.line()).toMatchObject({ error: "no-such-profile" });
    // A desk with a key store of its own: no verb opens it, and what the card says without a key is told all the same.
    const settings = join(folder, "settings.json");
    const before = await readFile(settings, "utf8");
    await writeFile(settings, JSON.stringify({ ...JSON.parse(before), keyStore: { kind: "file" } }));
    expect(await guichet(["read", "--reader", reader], env).line()).toMatchObject({
      applications: [{ aid: "F58A11" }],
      withKeys: { kind: "unreadable", fault: "keys-locked" },
      fit: { state: "fits" },
    });
    await writeFile(settings, before);
    const bySerial = ["personalise", "--reader", serial, "--student", first, "--update"];
    expect(await guichet(bySerial, env).line()).toMatchObject({ uid, changed: false });
    expect(await guichet([...order, first], env).line()).toMatchObject({ uid, changed: false, moved: false });
    const another = guichet([...order, second], env);
    expect(await another.line()).toMatchObject({ error: "chip-taken" });
    expect(await another.code()).toBe(1);
    const unknown = guichet([...order, first, "--profile", "none-such"], env);
    expect(await unknown.line()).toMatchObject({ error: "no-such-profile", name: "none-such" });
    const nowhere = guichet(["personalise", "--reader", "Nobody", "--student", first], env);
    expect(await nowhere.line()).toMatchObject({ error: "no-such-reader" });
  });

  test("a pre-encoded CROUS card is refused until its file is imported, and then made beside the zone", async () => {
    const env = pcscd?.environment;
    const reader = "Virtual PCD 00 00";
    const zoneUid = "04C0C0C0C0C0C0";
    const onVpcd = guichet([
      "simulate",
      "card",
      "--vpcd",
      `127.0.0.1:${vpcdPort}`,
      "--kind",
      "crous",
      "--uid",
      zoneUid,
    ]);
    await onVpcd.line();
    await probedUntil((readers) => readers.some(({ name, cardPresent }) => name === reader && cardPresent));
    const students = await guichet(["students", "--find", "2"], env).line();
    const number = students.students[2].number;
    const order = ["personalise", "--reader", reader, "--student", number, "--profile", "minimal"];
    expect(await guichet(order, env).line()).toMatchObject({ error: "crous-unlisted", uid: zoneUid });
    const file = join(folder, "InfoCarteCROUS.csv");
    await writeFile(
      file,
      `PIX.SS;PIX.NN;AAPL;NUM_PROTOCOLAIRE;NUM_APPLICATIF;NFO;CNOUS;CROUS;EMETTEUR(hex);MAPPING;NUM_CARTE;DATE_CREATION(dd/MM/yyyy)\n` +
        `1;2;A;${zoneUid};77;;;;0A;1;99990001;01/09/2026\n`,
    );
    expect(await guichet(["import", file, "--as", "crous"], env).line()).toMatchObject({
      as: "crous",
      added: 1,
      refused: 0,
    });
    expect(await guichet(order, env).line()).toMatchObject({ uid: zoneUid, profile: "minimal" });
    const read = await guichet(["read", "--reader", reader], env).line();
    expect(read.applications.map(({ aid }: { readonly aid: string }) => aid)).toEqual(["F58540", "F58A10"]);
    expect(await onVpcd.stop()).toBe(0);
  });

  test.each(["file", "pkcs11"] as const)(
    "a card is made with the desk's own keys in a %s, once its passphrase or PIN is given, and read again by nobody without",
    async (kind) => {
      const own = kind === "file" ? await fileStoreIn(folder) : await tokenWithKeys();
      if ("missing" in own) {
        process.stderr.write(`\nSKIPPED: no card was made with the keys of a token: ${own.missing}\n\n`);
        return;
      }
      const env = { ...pcscd?.environment, ...own.environment };
      const settings = join(folder, "settings.json");
      const before = await readFile(settings, "utf8");
      await writeFile(settings, JSON.stringify({ ...JSON.parse(before), keyStore: own.setting }));
      const reader = "Virtual PCD 00 00";
      const place = ["--vpcd", `127.0.0.1:${vpcdPort}`, "--kind", "blank-ev2", "--uid", own.uid];
      const onVpcd = guichet(["simulate", "card", ...place]);
      await onVpcd.line();
      await probedUntil((readers) => readers.some(({ name, cardPresent }) => name === reader && cardPresent));
      const { students } = await guichet(["students", "--find", "2"], env).line();
      const student: string = students[own.nth].number;
      const order = ["personalise", "--reader", reader, "--student", student];
      const opening = ["--passphrase-fd", "0"];
      expect(await guichet([...order, ...opening], env, `${own.secret}\n`).line()).toMatchObject({
        uid: own.uid,
        student,
        masters: expect.arrayContaining([{ name: "guichet", version: 1 }]),
      });
      const read = ["read", "--reader", reader];
      expect(await guichet(read, env).line()).toMatchObject({
        withKeys: { kind: "unreadable", fault: "keys-locked" },
      });
      expect(await guichet([...read, ...opening], env, `${own.secret}\n`).line()).toMatchObject({
        withKeys: { kind: "personalised", studentNumber: student },
        fit: { state: "fits" },
      });
      expect(await onVpcd.stop()).toBe(0);
      await writeFile(settings, before);
    },
  );

  test("stopped, it takes its card away", async () => {
    expect(await card.stop()).toBe(0);
    const seen = await probedUntil((readers) => !readers.some(({ cardPresent }) => cardPresent));
    expect(seen[0]).toMatchObject({ usable: false, card: null });
  });

  interface Seen {
    readonly name: string;
    readonly cardPresent: boolean;
  }

  async function probedUntil(isSo: (readers: readonly Seen[]) => boolean): Promise<readonly Seen[]> {
    for (let left = 5; ; left -= 1) {
      const { readers } = await guichet(["probe"], pcscd?.environment).line();
      if (isSo(readers) || left === 0) return readers;
    }
  }
}
