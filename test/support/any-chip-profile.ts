import * as fc from "fast-check";
import type { ContentField } from "../../main/core/chip-profile/content-fields.ts";
import type {
  ChipApplication,
  ChipFile,
  ChipKey,
  ChipKeyType,
  ChipProfile,
} from "../../main/core/chip-profile/profile.ts";

const lengths: Readonly<Record<ChipKeyType, number>> = { des: 8, "2k3des": 16, "3k3des": 24, aes: 16 };
const version = fc.integer({ min: 1, max: 255 });
const hexOf = (length: number) =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((bytes) => Buffer.from(bytes).toString("hex").toUpperCase());

const isoId = fc.integer({ min: 1, max: 0xfffe }).map((id) => id.toString(16).toUpperCase().padStart(4, "0"));

/** A key written out, or one made for each card; DES keys are all written out. */
function anyKey(type: ChipKeyType): fc.Arbitrary<ChipKey> {
  const published = fc.record({
    type: fc.constant(type),
    // At times a secret one that bears the byte of the factory's.
    version: fc.oneof({ weight: 9, arbitrary: version }, fc.constant(0)),
    origin: fc.record({ from: fc.constant("published" as const), hex: hexOf(lengths[type]) }),
  });
  if (type !== "aes") return published;
  const part = fc.constantFrom(
    "uid" as const,
    "aid" as const,
    "aid-reversed" as const,
    "key-number" as const,
  );
  const stored = fc.tuple(version, fc.nat(9)).chain(([newest, chance]) =>
    fc.record({
      type: fc.constant(type),
      version: fc.constant(newest),
      ...(chance === 0 ? { versionZero: fc.constantFrom(newest, Math.max(1, newest - 1)) } : {}),
      origin: fc.record({
        from: fc.constant("store" as const),
        name: fc.constantFrom("guichet", "library"),
        diversification: fc.record({
          padding: fc.constant("two-blocks" as const),
          input: fc.uniqueArray(part, { minLength: 1 }),
        }),
      }),
    }),
  );
  return fc.oneof({ weight: 3, arbitrary: stored }, published);
}

const anyField: fc.Arbitrary<ContentField> = fc.oneof(
  hexOf(3).map((hex): ContentField => ({ is: "hex", hex })),
  fc.integer({ min: 1, max: 40 }).map((length): ContentField => ({ is: "zeros", length })),
  fc.constant<ContentField>({ is: "escn" }),
  fc.boolean().map((reversed): ContentField => ({ is: "uid", reversed })),
  fc.constantFrom("left" as const, "right" as const).map((align): ContentField => {
    return { is: "text", template: "{studentNumber}", length: 20, align, fill: "spaces" };
  }),
  fc.constant<ContentField>({
    is: "text",
    template: "{sequence:15}",
    length: 15,
    align: "left",
    fill: "zeros",
  }),
  fc.constant<ContentField>({ is: "digits", template: "{validUntil}", length: 4 }),
  fc.constant<ContentField>({ is: "number", template: "{sequence:15}", length: 7 }),
  fc.constant<ContentField>({ is: "checksum" }),
);

function anyFile(number: number, keyCount: number): fc.Arbitrary<ChipFile> {
  const digit = (more: string) =>
    fc.constantFrom(...Array.from("0123456789ABCD".slice(0, keyCount)), ...Array.from(more));
  return fc
    .record({
      number: fc.constant(number),
      kind: fc.constantFrom("standard" as const, "backup" as const),
      communication: fc.constantFrom("plain" as const, "mac" as const, "enciphered" as const),
      // Nobody may write for nothing, somebody may write and read, or nobody may write any more; anybody may read at times.
      rights: fc.oneof(
        {
          weight: 9,
          arbitrary: fc
            .tuple(digit("EF"), digit("F"), digit(""), digit("F"))
            .map((digits) => digits.join("")),
        },
        fc.tuple(digit("E"), digit("F")).map(([read, change]) => `${read}FF${change}`),
      ),
      size: fc.integer({ min: 1, max: 60 }),
      yearly: fc.boolean(),
      content: fc.array(anyField, { minLength: 1, maxLength: 4 }),
    })
    .map((file) => ({
      ...file,
      yearly: file.yearly && !file.rights.slice(1).startsWith("FF"),
      size: file.size + file.content.reduce((sum, field) => sum + bytesOf(field), 0),
    }));
}

function bytesOf(field: ContentField): number {
  switch (field.is) {
    case "hex":
      return field.hex.length / 2;
    case "escn":
      return 16;
    case "uid":
      return 7;
    case "checksum":
      return 4;
    case "access-record":
      return 31;
    case "library-barcode":
      return 16;
    case "zeros":
    case "text":
    case "number":
    case "digits":
      return field.length;
  }
}

function anyApplication(aid: string): fc.Arbitrary<ChipApplication> {
  const families = fc.constantFrom<readonly ChipKeyType[]>(
    ["aes"],
    ["aes"],
    ["aes"],
    ["des", "2k3des"],
    ["3k3des"],
  );
  return fc
    .tuple(families, fc.integer({ min: 1, max: 4 }))
    .chain(([types, keyCount]) => {
      const key = fc.constantFrom(...types).chain(anyKey);
      const changer = fc.constantFrom(0, 0, 0, keyCount - 1, 14);
      return fc.record({
        aid: fc.constant(aid),
        label: fc.constant({ fr: aid, en: aid }),
        // The master key stays changeable; whether listing and creation are free is left to chance.
        keySettings: fc
          .tuple(changer, fc.nat(3))
          .map(([by, free]) => `${by.toString(16)}${(0x9 | (free << 1)).toString(16)}`.toUpperCase()),
        keys: fc.array(key, { minLength: keyCount, maxLength: keyCount }),
        files: fc
          .integer({ min: 0, max: 3 })
          .chain((many) =>
            fc.tuple(...Array.from({ length: many }, (_, number) => anyFile(number, keyCount))),
          ),
      });
    })
    .chain((application) => anyIso(application));
}

/** At times an application has an ISO identifier, a name perhaps, and its files one each. */
function anyIso(application: ChipApplication): fc.Arbitrary<ChipApplication> {
  const fileIds = fc.uniqueArray(isoId, {
    minLength: application.files.length,
    maxLength: application.files.length,
  });
  return fc
    .record({ chance: fc.nat(9), hasName: fc.boolean(), hasFileIds: fc.boolean(), ids: fileIds })
    .map(({ chance, hasName, hasFileIds, ids }) => {
      if (chance !== 0) return application;
      // Two applications of one chip have two.
      const name = hasName ? { name: `A00000${application.aid}` } : {};
      const iso = { fileId: application.aid.slice(2), ...name, fileIds: hasFileIds };
      const files = application.files.map((file, at) =>
        hasFileIds ? { ...file, isoFileId: ids[at] ?? "1001" } : file,
      );
      return { ...application, iso, files };
    });
}

const delivered: ChipKey = { type: "des", version: 0, origin: { from: "published", hex: "00".repeat(8) } };

/** Any profile that a card can be made with. */
export const anyChipProfile: fc.Arbitrary<ChipProfile> = fc
  .uniqueArray(fc.constantFrom("F585C0", "F585C1", "F58A10", "112233"), { minLength: 1, maxLength: 2 })
  .chain((aids) =>
    fc.record({
      format: fc.constant(1 as const),
      name: fc.constant("any"),
      version: fc.constant(1),
      title: fc.constant({ fr: "-", en: "-" }),
      purpose: fc.constant({ fr: "-", en: "-" }),
      chip: fc.record({
        minimumGeneration: fc.constant("EV1" as const),
        randomUid: fc.constant("refuse" as const),
        leastFreeBytes: fc.constantFrom(0, 1000),
        freshBecause: fc.constantFrom("no-application" as const, "master-key" as const),
        formatBeforeWrite: fc.boolean(),
        leaveAlone: fc.constant([{ aid: "F58540", what: "crous" as const }]),
        masterKey: fc.record({
          delivered: fc.constant(delivered),
          left: fc.oneof(fc.constant(null), anyKey("aes"), anyKey("3k3des")),
        }),
        settings: fc.constantFrom(null, "0F", "0B", "09"),
        creationNeedsMasterKey: fc.boolean(),
      }),
      applications: fc.tuple(...aids.map(anyApplication)),
      record: fc.constant(null),
      readBack: fc.constantFrom("everything" as const, "contents" as const),
    }),
  );
