import { describe, expect, test } from "vitest";
import type { RecordStore } from "../../main/core/ports/record-store.ts";
import type { TextVersion } from "../../main/core/text-version.ts";
import { at } from "../support/kept-records.ts";

const rules: TextVersion = {
  subject: "rules",
  version: "2026-1",
  number: 1,
  shipped: true,
  at,
  by: "guichet",
  wording: {
    title: { fr: "Règlement", en: "Rules" },
    text: { fr: "Elle ne se prête pas.", en: "No lending." },
  },
};

/** What every store keeps of the texts students read. */
export function textsContract(name: string, open: () => Promise<RecordStore>): void {
  describe(`the texts students read, ${name}`, () => {
    test("are kept as they were written, in order, and no version is written over", async () => {
      const store = await open();
      const { texts } = store;
      const own: TextVersion = { ...rules, version: "2026-2", number: 2, shipped: false, by: "op" };
      expect(await texts.add(rules)).toMatchObject({ ok: true });
      expect(await texts.add(own)).toMatchObject({ ok: true });
      expect(await texts.add({ ...own, version: "2026-3" })).toMatchObject({ fault: { kind: "refused" } });
      expect(await texts.add({ ...own, number: 3 })).toMatchObject({ fault: { kind: "refused" } });
      expect(await texts.all()).toEqual([rules, own]);
      await store.close();
    });
  });
}
