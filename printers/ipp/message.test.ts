import * as fc from "fast-check";
import { expect, test } from "vitest";
import { httpAddress } from "./exchange.ts";
import { attributes, collection, type IppMessage, type IppValue, integer, text } from "./message.ts";
import { readMessage } from "./read-message.ts";
import { messageBytes } from "./write-message.ts";

const charset = [
  ["attributes-charset", text("charset", "utf-8")],
  ["attributes-natural-language", text("language", "en-us")],
] as const;
const pinetree = ["printer-uri", text("uri", "ipp://printer.example.com/ipp/print/pinetree")] as const;
const none = new Uint8Array();

/** Octets as the tables of RFC 8010 appendix A and RFC 3382 list them: numbers in hexadecimal, strings in quotation marks. */
function octets(listed: string): string {
  return [...listed.matchAll(/"([^"]*)"|([0-9A-F]{2,})/g)]
    .map(([, words, hex]) => (words === undefined ? (hex ?? "") : Buffer.from(words).toString("hex")))
    .join("")
    .toLowerCase();
}

const opening =
  '47 0012 "attributes-charset" 0005 "utf-8" 48 001B "attributes-natural-language" 0005 "en-us"';
const pinetreeOctets = '45 000B "printer-uri" 002C "ipp://printer.example.com/ipp/print/pinetree"';

const published: readonly (readonly [string, string, IppMessage])[] = [
  [
    "Print-Job request (RFC 8010 A.1)",
    `0101 0002 00000001 01 ${opening} ${pinetreeOctets} 42 0008 "job-name" 0006 "foobar"
     22 0016 "ipp-attribute-fidelity" 0001 01 02 21 0006 "copies" 0004 00000014
     44 0005 "sides" 0013 "two-sided-long-edge" 03 "%!PDF..."`,
    {
      version: [1, 1],
      code: 2,
      requestId: 1,
      groups: [
        {
          kind: "operation",
          attributes: attributes([
            ...charset,
            pinetree,
            ["job-name", text("name", "foobar")],
            ["ipp-attribute-fidelity", { kind: "boolean", value: true }],
          ]),
        },
        {
          kind: "job",
          attributes: attributes([
            ["copies", integer(20)],
            ["sides", text("keyword", "two-sided-long-edge")],
          ]),
        },
      ],
      document: Buffer.from("%!PDF..."),
    },
  ],
  [
    "Print-Job response (RFC 8010 A.2)",
    `0101 0000 00000001 01 ${opening} 41 000E "status-message" 000D "successful-ok" 02 21 0006 "job-id" 0004 00000093
     45 0007 "job-uri" 0030 "ipp://printer.example.com/ipp/print/pinetree/147" 23 0009 "job-state" 0004 00000003 03`,
    {
      version: [1, 1],
      code: 0,
      requestId: 1,
      groups: [
        {
          kind: "operation",
          attributes: attributes([...charset, ["status-message", text("text", "successful-ok")]]),
        },
        {
          kind: "job",
          attributes: attributes([
            ["job-id", integer(147)],
            ["job-uri", text("uri", "ipp://printer.example.com/ipp/print/pinetree/147")],
            ["job-state", { kind: "enum", value: 3 }],
          ]),
        },
      ],
      document: none,
    },
  ],
  [
    "Print-Job response that refuses (RFC 8010 A.3)",
    `0101 040B 00000001 01 ${opening}
     41 000E "status-message" 002F "client-error-attributes-or-values-not-supported"
     05 21 0006 "copies" 0004 00000014 10 0005 "sides" 0000 03`,
    {
      version: [1, 1],
      code: 0x040b,
      requestId: 1,
      groups: [
        {
          kind: "operation",
          attributes: attributes([
            ...charset,
            ["status-message", text("text", "client-error-attributes-or-values-not-supported")],
          ]),
        },
        {
          kind: "unsupported",
          attributes: attributes([
            ["copies", integer(20)],
            ["sides", { kind: "out-of-band", tag: 0x10 }],
          ]),
        },
      ],
      document: none,
    },
  ],
  [
    "Get-Jobs request (RFC 8010 A.8), an attribute of several values",
    `0101 000A 0000007B 01 ${opening} ${pinetreeOctets} 21 0005 "limit" 0004 00000032
     44 0014 "requested-attributes" 0006 "job-id" 44 0000 0008 "job-name" 44 0000 000F "document-format" 03`,
    {
      version: [1, 1],
      code: 0x000a,
      requestId: 123,
      groups: [
        {
          kind: "operation",
          attributes: attributes([
            ...charset,
            pinetree,
            ["limit", integer(50)],
            [
              "requested-attributes",
              ["job-id", "job-name", "document-format"].map((name) => text("keyword", name)),
            ],
          ]),
        },
      ],
      document: none,
    },
  ],
  [
    "a collection in a collection (RFC 3382 §7.2)",
    `0101 0005 00000001 02 34 0009 "media-col" 0000 4A 0000 000B "media-color" 44 0000 0004 "blue"
     4A 0000 000A "media-size" 34 0000 0000 4A 0000 000B "x-dimension" 21 0000 0004 00000006
     4A 0000 000B "y-dimension" 21 0000 0004 00000004 37 0000 0000 37 0000 0000 03`,
    {
      version: [1, 1],
      code: 5,
      requestId: 1,
      groups: [
        {
          kind: "job",
          attributes: attributes([
            [
              "media-col",
              collection([
                ["media-color", text("keyword", "blue")],
                [
                  "media-size",
                  collection([
                    ["x-dimension", integer(6)],
                    ["y-dimension", integer(4)],
                  ]),
                ],
              ]),
            ],
          ]),
        },
      ],
      document: none,
    },
  ],
];

test.each(published)("%s is read and written octet for octet", (_name, listed, message) => {
  const bytes = Buffer.from(octets(listed), "hex");
  const read = readMessage(bytes);
  expect(read).toMatchObject({ ok: true });
  if (!read.ok) return;
  expect({ ...read.value, document: Buffer.from(read.value.document) }).toEqual({
    ...message,
    document: Buffer.from(message.document),
  });
  expect(Buffer.from(messageBytes(message)).toString("hex")).toBe(octets(listed));
});

test("a text in a language of its own is taken without it, and a resolution and a range by their numbers", () => {
  const bytes = octets(
    `0200 0000 00000001 04 35 0004 "said" 000D 0005 "fr-fr" 0004 "vide"
     32 0003 "res" 0009 0000012C 00000258 03 33 0005 "range" 0008 FFFFFFFF 0000000A 31 0004 "when" 0002 07EA 03`,
  );
  const read = readMessage(Buffer.from(bytes, "hex"));
  if (!read.ok) throw new Error("unread");
  const [group] = read.value.groups;
  expect(group?.attributes.get("said")).toEqual([text("text", "vide")]);
  expect(group?.attributes.get("res")).toEqual([
    { kind: "resolution", crossFeed: 300, feed: 600, unit: "dpi" },
  ]);
  expect(group?.attributes.get("range")).toEqual([{ kind: "range", from: -1, to: 10 }]);
  expect(group?.attributes.get("when")).toMatchObject([{ kind: "other", tag: 0x31 }]);
});

test("whatever a printer answers, reading it ends with a message or with where it stops making sense", () => {
  const whole = published.map(([, listed]) => Buffer.from(octets(listed), "hex"));
  const any = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .tuple(fc.constantFrom(...whole), fc.nat(400), fc.integer({ min: 0, max: 255 }), fc.nat(400))
      .map(([bytes, at, value, end]) => {
        const hurt = Buffer.from(bytes);
        hurt[at % hurt.length] = value;
        return hurt.subarray(0, 1 + (end % hurt.length));
      }),
  );
  fc.assert(
    fc.property(any, (bytes) => {
      const read = readMessage(bytes);
      if (!read.ok) expect(read.fault.at).toBeLessThanOrEqual(bytes.length);
    }),
  );
});

test("every value that is written is read again as it was", () => {
  const value: fc.Arbitrary<IppValue> = fc.oneof(
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map(integer),
    fc.string({ maxLength: 40, unit: "grapheme" }).map((words) => text("name", words)),
    fc.boolean().map((flag) => ({ kind: "boolean", value: flag }) as const),
    fc.nat().map((dots) => ({ kind: "resolution", crossFeed: dots, feed: 300, unit: "dpcm" }) as const),
  );
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
      const message: IppMessage = {
        version: [2, 0],
        code: 0,
        requestId: 7,
        groups: [
          {
            kind: "printer",
            attributes: attributes([
              ["a", values],
              ["b", collection([["c", values]])],
            ]),
          },
        ],
        document: none,
      };
      const read = readMessage(messageBytes(message));
      expect(read.ok && read.value.groups).toEqual(message.groups);
    }),
  );
});

test("a queue's address is its HTTP one, at the port of IPP unless another is told", () => {
  expect(httpAddress("ipp://localhost/printers/Cartes").href).toBe("http://localhost:631/printers/Cartes");
  expect(httpAddress("ipp://10.0.0.7:8631/ipp/print").href).toBe("http://10.0.0.7:8631/ipp/print");
  expect(httpAddress("ipps://printer.example/ipp/print").href).toBe("https://printer.example:631/ipp/print");
  expect(httpAddress("ipp://printer.example:80/ipp").href).toBe("http://printer.example/ipp");
  expect(httpAddress("ipp://[::1]:8631/ipp").href).toBe("http://[::1]:8631/ipp");
});
