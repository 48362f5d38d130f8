import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isRefusal } from "../evolis/language.ts";
import {
  isSessionReserved,
  messageOf,
  printSet,
  printSetBitmap,
  readAnswer,
  sendCommand,
  setEvent,
} from "./commands.ts";
import { createJsonStream } from "./json-stream.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test("a command goes out as the service was seen to take it, every parameter a text", () => {
  expect(messageOf(sendCommand("Evolis Primacy 2", "Sic", 3000), "1")).toBe(
    '{"jsonrpc":"2.0","id":"1","method":"CMD.SendCommand","params":{"command":"Sic","device":"Evolis Primacy 2","timeout":"3000"}}',
  );
  expect(printSet("JOB000001", { GRibbonType: "RC_YMCKO", Duplex: "NONE" }).params).toEqual({
    session: "JOB000001",
    data: "GRibbonType=RC_YMCKO;Duplex=NONE",
  });
  expect(printSetBitmap("JOB000001", "front", "resin", Uint8Array.from([0x42, 0x4d])).params).toEqual({
    session: "JOB000001",
    face: "front",
    panel: "resin",
    data: "base64:Qk0=",
  });
  expect(setEvent("P", "DEF_NO_RIBBON", "CANCEL").params).toEqual({
    device: "P",
    action: "DEF_NO_RIBBON:CANCEL",
  });
});

test("an answer is a result, an error of the service, or not understood", () => {
  expect(readAnswer(bytes('{"id":"1","jsonrpc":"2.0","result":"OK"}'))).toEqual({ ok: true, value: "OK" });
  const reserved = readAnswer(
    bytes(
      '{"jsonrpc":"2.0","id":"1","error":{"code":1700,"message":"Communication session already reserved"}}',
    ),
  );
  expect(reserved).toEqual({
    ok: false,
    fault: { code: 1700, message: "Communication session already reserved" },
  });
  expect(reserved?.ok === false && isSessionReserved(reserved.fault)).toBe(true);
  for (const other of ["", "OK", "{}", "[1]", '{"result"', '{"error":{}}']) {
    expect(readAnswer(bytes(other))).toBeNull();
  }
});

test("a reply that begins with ERR is a refusal, whatever follows", () => {
  expect(["ERROR CDE", "ERR CARD", "err rib"].map(isRefusal)).toEqual([true, true, true]);
  expect(["OK", "96", "NO CARD"].map(isRefusal)).toEqual([false, false, false]);
});

test("an answer that comes byte by byte is whole at its last byte and not before", () => {
  const text = ' {"a":"}\\"]{","b":[{"c":"\\\\"}],"é":"œ"} ';
  const stream = createJsonStream();
  const all = bytes(text);
  const wholeAt = [...all].flatMap((byte, i) => {
    const whole = stream.push(Uint8Array.of(byte));
    return whole === null ? [] : [{ i, whole: new TextDecoder().decode(whole) }];
  });
  expect(wholeAt[0]).toEqual({ i: all.length - 2, whole: text.trimEnd() });
});

test("however an answer is cut into pieces, the same answer comes out", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.nat(30)), (value, cuts) => {
      const all = bytes(JSON.stringify(value));
      const stream = createJsonStream();
      let at = 0;
      let whole: Uint8Array | null = null;
      for (const size of [...cuts, all.length]) {
        if (whole !== null) break;
        whole = stream.push(all.subarray(at, at + size));
        at += size;
      }
      expect(whole).not.toBeNull();
      expect(JSON.parse(new TextDecoder().decode(whole ?? new Uint8Array()))).toEqual(
        JSON.parse(JSON.stringify(value)),
      );
    }),
  );
});
