import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { answerChallenge } from "../authentication.ts";
import { aesCmac, decryptAes } from "../block-cipher.ts";
import { bytesOf, hexOf } from "../bytes.ts";
import { status } from "../status.ts";
import { createSimulatedDesfire, type PowerLoss, type SimulatedDesfire } from "./desfire-card.ts";
import { blankEeprom, eeprom, foreignEeprom } from "./eeprom.ts";

const uid = "04782E21801D80";
const zeroKey = "00".repeat(16);
const randomness = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
const createOurs = "CA3322110B82";
const selectOurs = "5A332211";
/** Standard file 00, plain, 8 bytes: read key 0, write key 1, read-write key 1, change key 0. */
const createFile = "CD00001001080000";
const writeAll = "3D000000000800000102030405060708";
const readAll = "BD00000000080000";

function chip(start = blankEeprom(uid), losePower?: PowerLoss): SimulatedDesfire {
  return createSimulatedDesfire(start, { randomness, ...(losePower ? { losePower } : {}) });
}

function answerOf(card: SimulatedDesfire, command: string): string | null {
  const answer = card.apdu(bytesOf(command));
  return answer === null ? null : hexOf(answer);
}

function statusOf(card: SimulatedDesfire, command: string): number | undefined {
  return card.apdu(bytesOf(command))?.[0];
}

function authenticate(card: SimulatedDesfire, keyNumber: number, key = zeroKey): number | undefined {
  const challenge = card.apdu(Uint8Array.of(0xaa, keyNumber));
  if (challenge?.[0] !== 0xaf) return challenge?.[0];
  const { token } = answerChallenge("aes", bytesOf(key), challenge.slice(1), randomness.bytes(16));
  return card.apdu(Uint8Array.of(0xaf, ...token))?.[0];
}

function preparedChip(): SimulatedDesfire {
  const card = chip();
  for (const command of [createOurs, selectOurs]) expect(answerOf(card, command)).toBe("00");
  expect(authenticate(card, 0)).toBe(status.ok);
  expect(statusOf(card, createFile)).toBe(status.ok);
  return card;
}

test("a chip from the factory tells its version in three frames and holds no application", () => {
  const card = chip();
  expect(answerOf(card, "60")).toBe("AF04010101001A05");
  expect(answerOf(card, "AF")).toBe("AF04010101041A05");
  expect(answerOf(card, "AF")).toBe(`00${uid}BA4519E3204913`);
  expect(answerOf(card, "6A")).toBe("00");
  expect(answerOf(card, "906A000000")).toBe("9100");
});

test.each([
  ["EV1", "01"],
  ["EV2", "12"],
  ["EV3", "33"],
] as const)("a chip of generation %s says so", (generation, major) => {
  expect(answerOf(chip(blankEeprom(uid, generation)), "60")).toBe(`AF040101${major}001A05`);
});

test.each([
  ["a command it does not know", "77", status.illegalCommand],
  ["a next frame nobody waits for", "AF", status.illegalCommand],
  ["a command too short", "5A33", status.lengthError],
  ["a frame longer than 60 bytes", `3D${"00".repeat(60)}`, status.lengthError],
  ["an application it does not hold", "5A332211", status.applicationNotFound],
  ["application number zero", "CA0000000B82", status.parameterError],
  ["an application with keys of no known type", "CA3322110BC2", status.parameterError],
  ["an application with fifteen keys", "CA3322110B8F", status.parameterError],
  ["a file outside any application", createFile, status.permissionDenied],
  ["AES authentication with its DES master key", "AA00", status.authenticationError],
])("the chip refuses %s", (_what, command, expected) => {
  expect(statusOf(chip(), command)).toBe(expected);
});

test.each([
  ["with parameters that DESFire leaves zero", "9060010000"],
  ["that announces more than it has", "905A00000433221100"],
  ["without its last zero", "905A000003332211"],
  ["with a length of zero data bytes spelled out", "90600000000000"],
])("a wrapped command %s is refused", (_what, command) => {
  expect(answerOf(chip(), command)).toBe("917E");
});

test.each([
  ["an application inside an application", createOurs, status.permissionDenied],
  ["the same file twice", createFile, status.duplicateError],
  ["a file number above 31", "CD20001001080000", status.parameterError],
  ["a communication mode that does not exist", "CD01021001080000", status.parameterError],
  ["a file whose right names a key that is not there", "CD01001201080000", status.parameterError],
  ["a file larger than its memory", "CD0100100100FF00", status.outOfMemory],
  ["settings of a file it has not", "F505", status.fileNotFound],
  ["reading a file it has not", "BD05000000080000", status.fileNotFound],
  ["reading past the end", "BD00010000080000", status.boundaryError],
  ["writing with the read key", writeAll, status.authenticationError],
  ["a key change whose cryptogram is made up", `C401${"5C".repeat(32)}`, status.integrityError],
  ["a change of a key it has not", `C402${"5C".repeat(32)}`, status.noSuchKey],
  ["a listing from inside an application", "6A", status.permissionDenied],
])("inside an application and with its master key, the chip refuses %s", (_what, command, expected) => {
  const card = preparedChip();
  const before = card.eeprom();
  expect(statusOf(card, command)).toBe(expected);
  expect(card.eeprom()).toBe(before);
});

test("application twice is a duplicate, and the twenty-ninth is one too many", () => {
  const card = chip();
  for (let aid = 1; aid <= 28; aid += 1) {
    expect(answerOf(card, `CA0000${aid.toString(16).padStart(2, "0")}0B81`)).toBe("00");
  }
  expect(statusOf(card, "CA0000010B81")).toBe(status.duplicateError);
  expect(statusOf(card, "CA0000FF0B81")).toBe(status.countError);
  const [first, second] = [answerOf(card, "6A"), answerOf(card, "AF")];
  expect(`${first?.slice(2)}${second?.slice(2)}`).toHaveLength(28 * 6);
  expect([first?.slice(0, 2), second?.slice(0, 2)]).toEqual(["AF", "00"]);
});

test("nothing that needs a key is done without it", () => {
  const card = preparedChip();
  answerOf(card, selectOurs);
  for (const command of [createFile, writeAll, readAll, "DF00", `C401${zeroKey}${zeroKey}`]) {
    expect([command, statusOf(card, command)]).toEqual([command, status.authenticationError]);
  }
  expect(authenticate(card, 0, "5C".repeat(16))).toBe(status.authenticationError);
  expect(authenticate(card, 2)).toBe(status.noSuchKey);
});

test("a file closed for good is denied to everybody, and the authentication outlives the denial", () => {
  const card = preparedChip();
  expect(statusOf(card, "CD0100FFFF080000")).toBe(status.ok);
  expect(statusOf(card, "BD01000000080000")).toBe(status.permissionDenied);
  expect(statusOf(card, readAll)).toBe(status.ok);
});

test("only the master key changes keys, when the settings say nothing else", () => {
  for (const keyNumber of ["00", "01"]) {
    const card = preparedChip();
    answerOf(card, selectOurs);
    authenticate(card, 1);
    expect(statusOf(card, `C4${keyNumber}${"5C".repeat(32)}`)).toBe(status.authenticationError);
  }
});

test("a file that is free to all travels in plain, whatever its mode says", () => {
  const card = preparedChip();
  expect(statusOf(card, "CD0103EEEE080000")).toBe(status.ok);
  answerOf(card, selectOurs);
  expect(answerOf(card, "3D010000000200000102")).toBe("00");
  expect(answerOf(card, "BD01000000000000")).toBe("000102000000000000");
});

test("an enciphered answer of open length is marked where it ends", () => {
  const card = preparedChip();
  expect(statusOf(card, "CD01030000080000")).toBe(status.ok);
  const challenge = card.apdu(bytesOf("AA00"))?.slice(1) ?? new Uint8Array();
  const answer = answerChallenge("aes", bytesOf(zeroKey), challenge, randomness.bytes(16));
  const proof = card.apdu(Uint8Array.of(0xaf, ...answer.token))?.slice(1) ?? new Uint8Array();
  const session = answer.sessionIf(proof) ?? new Uint8Array();
  const read = "BD01000000000000";
  const cipher = bytesOf(answerOf(card, read)?.slice(2) ?? "");
  const plain = hexOf(decryptAes(session, aesCmac(session, bytesOf(read)), cipher));
  expect([plain.slice(0, 16), plain.slice(24)]).toEqual(["00".repeat(8), "80000000"]);
});

test("keys are frozen where the settings say so", () => {
  const card = chip();
  answerOf(card, "CA332211F082");
  answerOf(card, selectOurs);
  authenticate(card, 0);
  const made = "5C".repeat(32);
  expect(statusOf(card, `C400${made}`)).toBe(status.permissionDenied);
  expect(statusOf(card, `C401${made}`)).toBe(status.permissionDenied);
});

test("a write may come in several frames, and counts as one change", () => {
  const card = preparedChip();
  answerOf(card, selectOurs);
  expect(authenticate(card, 1)).toBe(status.ok);
  expect(answerOf(card, writeAll.slice(0, -8))).toBe("AF");
  expect(statusOf(card, `AF${writeAll.slice(-8)}`)).toBe(status.ok);
  expect(card.eeprom().applications[0]?.files[0]?.content).toBe("0102030405060708");
  expect(card.eeprom().changes).toEqual(["CreateApplication", "CreateStdDataFile", "WriteData"]);
  expect(statusOf(card, `${writeAll}99`)).toBe(status.lengthError);
});

test.each([
  ["enciphered", "03", 16],
  ["MACed", "01", 16],
])(
  "a %s write that was altered on the way is refused and ends the session",
  (_mode, communication, length) => {
    const card = chip();
    for (const command of [createOurs, selectOurs]) answerOf(card, command);
    authenticate(card, 0);
    expect(statusOf(card, `CD00${communication}0000080000`)).toBe(status.ok);
    const before = card.eeprom();
    expect(statusOf(card, `${writeAll.slice(0, 16)}${"5C".repeat(length)}`)).toBe(status.integrityError);
    expect(card.eeprom()).toBe(before);
    expect(statusOf(card, readAll)).toBe(status.authenticationError);
  },
);

test("a command in the middle of an unfinished answer is aborted, and the next one is heard", () => {
  const card = chip();
  answerOf(card, "60");
  expect(statusOf(card, "6A")).toBe(status.commandAborted);
  expect(statusOf(card, "6A")).toBe(status.ok);
});

test("without power the session is lost and everything written stays", () => {
  const card = preparedChip();
  const kept = card.eeprom();
  card.powerOff();
  expect(card.eeprom()).toBe(kept);
  expect(statusOf(card, readAll)).toBe(status.permissionDenied);
  answerOf(card, selectOurs);
  expect(statusOf(card, readAll)).toBe(status.authenticationError);
});

test("a card put aside as JSON goes on where it was", () => {
  const saved = JSON.stringify(preparedChip().eeprom());
  const card = chip(eeprom.parse(JSON.parse(saved)));
  expect(answerOf(card, "6A")).toBe("00332211");
  answerOf(card, selectOurs);
  expect(answerOf(card, "6F")).toBe("0000");
  expect(answerOf(card, "F500")).toBe("0000001001080000");
  expect(JSON.stringify(card.eeprom())).toBe(saved);
});

test("whoever saves the card hears of every change before the chip has answered", () => {
  const saved: number[] = [];
  const card = createSimulatedDesfire(blankEeprom(uid), {
    randomness,
    onChange: ({ changes }) => saved.push(changes.length),
  });
  answerOf(card, createOurs);
  answerOf(card, "6A");
  expect(saved).toEqual([1]);
});

test.each([
  ["before", "0000000000000000", 2],
  ["midway", "0102030400000000", 3],
  ["after", "0102030405060708", 3],
] as const)("power lost %s a write leaves what had come in", (moment, content, changes) => {
  const card = chip(preparedChip().eeprom(), { atChange: 1, moment });
  answerOf(card, selectOurs);
  authenticate(card, 1);
  expect(answerOf(card, writeAll)).toBeNull();
  expect(card.eeprom().applications[0]?.files[0]?.content).toBe(content);
  expect(card.eeprom().changes).toHaveLength(changes);
});

test("somebody else's card shows its application and opens to no key of ours", () => {
  const card = chip(foreignEeprom(uid, 0xf58540));
  expect(answerOf(card, "6A")).toBe("004085F5");
  expect(answerOf(card, "5A4085F5")).toBe("00");
  expect(authenticate(card, 0)).toBe(status.authenticationError);
});
