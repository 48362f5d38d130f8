import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openChipProfile } from "./chip-profiles.ts";

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guichet-profiles-"));
  await mkdir(join(folder, "chip-profiles"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function own(name: string, change: (profile: Record<string, unknown>) => unknown): Promise<void> {
  const shipped = await openChipProfile("minimal", "");
  if (!shipped.ok) throw new Error(shipped.fault.kind);
  const text = JSON.stringify(change({ ...shipped.value }));
  await writeFile(join(folder, "chip-profiles", `${name}.json`), text);
}

test("the profile in force of a new desk is one that is shipped", async () => {
  expect(await openChipProfile("annual", folder)).toMatchObject({
    ok: true,
    value: { name: "annual", version: 1 },
  });
});

test("the university's own profile goes before the shipped one of its name", async () => {
  await own("minimal", (profile) => ({ ...profile, version: 7 }));
  expect(await openChipProfile("minimal", folder)).toMatchObject({ ok: true, value: { version: 7 } });
});

test("a profile that is not in order is told with the place, and never used", async () => {
  await own("broken", (profile) => ({ ...profile, name: "broken", readBack: "nothing" }));
  expect(await openChipProfile("broken", folder)).toMatchObject({
    fault: { kind: "profile-malformed", at: expect.stringContaining("readBack") },
  });
  await own("other", (profile) => profile);
  expect(await openChipProfile("other", folder)).toMatchObject({
    fault: { kind: "profile-malformed", at: "name" },
  });
  await writeFile(join(folder, "chip-profiles", "text.json"), "no profile");
  expect(await openChipProfile("text", folder)).toMatchObject({ fault: { kind: "profile-malformed" } });
});

test.each(["none-such", "../settings", "A", ""])("there is no profile called “%s”", async (name) => {
  expect(await openChipProfile(name, folder)).toEqual({
    ok: false,
    fault: { kind: "no-such-profile", name },
  });
});
