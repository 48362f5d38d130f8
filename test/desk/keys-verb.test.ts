import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDesk } from "../../main/compose.ts";
import { firstSettings } from "../../main/settings/settings.ts";
import { guichetFile } from "../support/guichet.ts";
import { prepareSoftHsm, testPin } from "../support/softhsm.ts";

const passphrase = "quatre chevaux bleus";
const components = ["00112233445566778899AABBCCDDEEFF", "0F1E2D3C4B5A69788796A5B4C3D2E1F0"];
/** Both components together, which nobody ever wrote down. */
const master = "0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guichet-keys-verb-"));
  await writeFile(join(folder, "settings.json"), JSON.stringify({ ...firstSettings, examples: false }));
  const desk = await openDesk({ folder, printMs: 0, simulate: false });
  if (!desk.ok) throw new Error(desk.fault.kind);
  const { keys } = desk.value.station.parts;
  expect(await keys.create("Camille Durand", passphrase)).toMatchObject({ ok: true });
  await keys.beginCeremony("guichet", "aes-128");
  await keys.component("Camille Durand", components[0] ?? "");
  await keys.component("Dominique Petit", components[1] ?? "");
  expect(await keys.endCeremony()).toMatchObject({ ok: true });
  await desk.value.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a verb with `typed` on its standard input. */
async function guichet(words: readonly string[], typed = "") {
  const args = [guichetFile, "guichet", ...words, "--json", "--lang", "en", "--data", folder];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] });
  // A verb that asks for nothing may be gone before it is written to.
  child.stdin.on("error", () => undefined);
  child.stdin.end(typed);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { answer: JSON.parse(out), out, err, code: child.exitCode };
}

test("a technician sees which keys a desk has without opening them", async () => {
  const { answer, code } = await guichet(["keys"]);
  expect(code).toBe(0);
  expect(answer).toMatchObject({
    kind: "file",
    state: "locked",
    operators: ["Camille Durand"],
    keys: [{ name: "guichet", version: 1, type: "aes-128", current: true }],
  });
});

test("each key is proved to be the one that was kept, by whoever has the passphrase, which stands on no command line", async () => {
  const { answer, out, err, code } = await guichet(
    ["keys", "verify", "--passphrase-fd", "0"],
    `${passphrase}\n`,
  );
  expect({ err, code }).toEqual({ err: "", code: 0 });
  expect(answer).toMatchObject({ state: "verified", keys: [{ name: "guichet", version: 1 }] });
  expect(out).not.toContain(passphrase);
});

test("a wrong passphrase, none where nobody could be asked, and an act that does not exist are refused", async () => {
  const wrong = await guichet(["keys", "verify", "--passphrase-fd", "0"], "quatre chevaux blancs\n");
  expect(wrong).toMatchObject({ code: 1, answer: { error: "wrong-passphrase" } });
  expect(wrong.err).toContain("does not open");
  expect(await guichet(["keys", "verify"])).toMatchObject({ code: 1, answer: { error: "no-passphrase" } });
  expect(await guichet(["keys", "show"])).toMatchObject({ code: 2, answer: { error: "usage" } });
});

test("a card is personalised with the desk's own keys only once somebody opened them", async () => {
  const personalise = ["personalise", "--reader", "Nowhere", "--student", "22600001"];
  expect(await guichet(personalise)).toMatchObject({ code: 1, answer: { error: "no-passphrase" } });
  const opened = await guichet([...personalise, "--passphrase-fd", "0"], `${passphrase}\n`);
  expect(opened.code).toBe(1);
  expect(opened.answer.error).not.toMatch(/passphrase|keys/);
});

test("two recovery shares open the store of a desk that nobody can start any more, from the command line", async () => {
  const desk = await openDesk({ folder, printMs: 0, simulate: false });
  if (!desk.ok) throw new Error(desk.fault.kind);
  const { keys, start } = desk.value.station.parts;
  await keys.unlock("Camille Durand", passphrase);
  const made = await keys.makeShares();
  const shares = made.ok ? made.value : [];
  await keys.keepShares();
  await start.ask({ holder: "Camille Durand", passphrase: "nobody remembers it" });
  await desk.value.close();
  const recover = ["keys", "recover", "--operator", "Dominique Petit", "--passphrase-fd", "0"];
  const wrong = await guichet(recover, `${shares[0]}\n${shares[0]}\nune phrase neuve\n`);
  expect(wrong).toMatchObject({ code: 1, answer: { error: "shares-do-not-fit" } });
  const done = await guichet(recover, `${shares[0]}\n${shares[2]}\nune phrase neuve\n`);
  expect(done).toMatchObject({ code: 0, answer: { recovered: "Dominique Petit", startsByItself: false } });
  for (const secret of [...shares, "une phrase neuve"]) expect(done.out + done.err).not.toContain(secret);
  const restored = ["keys", "restore", "--operator", "Dominique Petit", "--passphrase-fd", "0"];
  expect(await guichet(restored, "une phrase neuve\n")).toMatchObject({
    code: 0,
    answer: { start: "unattended" },
  });
});

test("a running desk locks its keys when it is asked from the command line", async () => {
  const desk = await openDesk({ folder, printMs: 0, simulate: false });
  if (!desk.ok) throw new Error(desk.fault.kind);
  const { keys } = desk.value.station.parts;
  expect(await keys.unlock("Camille Durand", passphrase)).toMatchObject({ ok: true });
  expect(await guichet(["keys", "lock"])).toMatchObject({ code: 0, answer: { lockAsked: true } });
  await expect.poll(async () => (await keys.view()).state, { timeout: 20_000 }).toBe("locked");
  await desk.value.close();
});

test("nothing in the data folder shows a component, a master, a passphrase or a PIN", async () => {
  const secrets = [...components, master].flatMap((secret) => {
    const bytes = Buffer.from(secret, "hex");
    return [
      bytes,
      Buffer.from(secret),
      Buffer.from(secret.toLowerCase()),
      Buffer.from(bytes.toString("base64")),
    ];
  });
  secrets.push(Buffer.from(passphrase));
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) =>
    one.isFile(),
  );
  expect(files.map(({ name }) => name)).toContain("guichet.log");
  for (const { parentPath, name } of files) {
    const bytes = await readFile(join(parentPath, name));
    for (const secret of secrets) expect(bytes.includes(secret), name).toBe(false);
  }
});

const prepared = await prepareSoftHsm(["scolarite"]);
if ("missing" in prepared) {
  process.stderr.write(`\nSKIPPED: the keys verb was not tried on a token: ${prepared.missing}\n\n`);
  test.skip("the keys of a token", () => undefined);
} else {
  afterAll(() => prepared.remove());
  test("the keys of a token are told once its PIN opened it, and a token that is not there is named", async () => {
    const settings = JSON.parse(await readFile(join(folder, "settings.json"), "utf8"));
    const token = { kind: "pkcs11", library: prepared.library, label: "scolarite" };
    const use = (keyStore: object) =>
      writeFile(join(folder, "settings.json"), JSON.stringify({ ...settings, keyStore }));
    await use(token);
    const told = await guichet(["keys", "verify", "--passphrase-fd", "0"], `${testPin}\n`);
    expect(told).toMatchObject({ code: 0, answer: { kind: "token", state: "verified", keys: [] } });
    expect(await guichet(["keys", "verify", "--passphrase-fd", "0"], "000000\n")).toMatchObject({
      code: 1,
      answer: { error: "wrong-pin" },
    });
    expect(await guichet(["probe"])).toMatchObject({
      code: 0,
      answer: {
        tokens: { library: prepared.library, fault: null, seen: [{ label: "scolarite", chosen: true }] },
      },
    });
    await use({ ...token, label: "elsewhere" });
    expect(await guichet(["keys"])).toMatchObject({
      code: 1,
      answer: { error: "no-token", label: "elsewhere" },
    });
    await use(settings.keyStore);
  });
}
