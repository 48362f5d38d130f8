import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { type Foreign, loadForeign } from "../foreign.ts";
import { within } from "../pcsc/deadline.ts";
import { createGate } from "../pcsc/gate.ts";
import { ck } from "./constants.ts";

/** A token in its slot, as the library tells of it. */
export interface TokenSeen {
  readonly slot: number;
  readonly label: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
  /** `tokenFlag`. */
  readonly flags: number;
}

/** Attributes by their number; a number stands for a CK_ULONG, a claim for a CK_BBOOL. */
export type Attributes = ReadonlyMap<number, number | boolean | Uint8Array>;

/** What was read of an object; null where the token does not tell. */
export type ReadAttributes = ReadonlyMap<number, Uint8Array | null>;

/** What, or the code of `ck` that came instead. */
type Answer<T> = Promise<Result<T, number>>;

/**
 * A PKCS#11 library (v2.40) at work. No call blocks this thread; one runs at a time; one that takes longer than the deadline gives
 * `ck.silent`, and so do those behind it until it comes back.
 */
export interface Cryptoki {
  /** Tokens that are there now. */
  tokens(): Answer<readonly TokenSeen[]>;
  /** What the token in a slot can do, CKM_…. */
  mechanisms(slot: number): Answer<ReadonlySet<number>>;
  openSession(slot: number): Answer<number>;
  closeSession(session: number): Answer<void>;
  /** As the token's user. Whoever asked overwrites `pin`. */
  login(session: number, pin: Uint8Array): Answer<void>;
  logout(session: number): Answer<void>;
  create(session: number, attributes: Attributes): Answer<number>;
  /** A secret key drawn by the token itself. */
  generate(session: number, mechanism: number, attributes: Attributes): Answer<number>;
  find(session: number, attributes: Attributes): Answer<readonly number[]>;
  read(session: number, object: number, wanted: readonly number[]): Answer<ReadAttributes>;
  encrypt(
    session: number,
    mechanism: number,
    iv: Uint8Array | null,
    key: number,
    plain: Uint8Array,
  ): Answer<Uint8Array>;
  /** A MAC, where the mechanism is one. */
  sign(session: number, mechanism: number, key: number, message: Uint8Array): Answer<Uint8Array>;
}

/** Why there is no token library. */
export interface NoCryptoki {
  readonly kind: "library-missing";
  readonly cause: string;
}

const deadlineMs = 10_000;
const mostSlots = 64;
const mostMechanisms = 1024;
const mostObjects = 512;
const longestAttribute = 256;
const longestAnswer = 512;
/** CKF_SERIAL_SESSION, CKF_RW_SESSION. */
const readWriteSession = 4 + 2;
const user = 1;
/** An attribute that is not told, or not known: CKR_ATTRIBUTE_SENSITIVE, CKR_ATTRIBUTE_TYPE_INVALID. */
const keptBack: ReadonlySet<number> = new Set([0x11, 0x12]);
/** CKF_OS_LOCKING_OK: calls come from threads of the runtime. */
const osLocking = 2;

/** Where a function stands in CK_FUNCTION_LIST (pkcs11f.h), after its version. */
const place = {
  initialize: 0,
  getSlotList: 4,
  getTokenInfo: 6,
  getMechanismList: 7,
  openSession: 12,
  closeSession: 13,
  login: 18,
  logout: 19,
  createObject: 20,
  getAttributeValue: 24,
  findObjectsInit: 26,
  findObjects: 27,
  findObjectsFinal: 28,
  encryptInit: 29,
  encrypt: 30,
  signInit: 42,
  sign: 43,
  generateKey: 58,
} as const;

const held: unknown[] = [];
const loaded = new Map<string, Promise<Result<Cryptoki, NoCryptoki>>>();

/** The token library in that file, loaded once in a process. */
export function loadCryptoki(file: string): Promise<Result<Cryptoki, NoCryptoki>> {
  const before = loaded.get(file);
  if (before !== undefined) return before;
  const loading = load(file);
  loaded.set(file, loading);
  // One that was not there may be there the next time it is asked for.
  void loading.then((done) => done.ok || loaded.delete(file));
  return loading;
}

async function load(file: string): Promise<Result<Cryptoki, NoCryptoki>> {
  try {
    const bound = bind(loadForeign(), file);
    const code = await within(bound.initialize(), deadlineMs);
    return code === ck.ok || code === ck.cryptokiAlreadyInitialized
      ? succeeded(bound.cryptoki)
      : failed({ kind: "library-missing", cause: `C_Initialize 0x${(code ?? ck.silent).toString(16)}` });
  } catch (cause) {
    return failed({ kind: "library-missing", cause: cause instanceof Error ? cause.message : String(cause) });
  }
}

/** On Windows structures have no padding (pkcs11.h asks for `pack(1)`) and CK_ULONG has 32 bits: by the same code, not run. */
function bind(ffi: Foreign, file: string): { readonly cryptoki: Cryptoki; initialize(): Promise<number> } {
  const ulong = "unsigned long";
  const width = ffi.sizeof(ulong);
  const pointerWidth = ffi.sizeof("void *");
  const isPacked = process.platform === "win32";
  const struct = isPacked ? ffi.pack : ffi.struct;
  const bytes = "uint8_t *";
  const outUlong = ffi.out(ffi.pointer(ulong));
  const inOutUlong = ffi.inout(ffi.pointer(ulong));
  const attributeStruct = struct({ type: ulong, value: bytes, length: ulong });
  const mechanismStruct = struct({ mechanism: ulong, parameter: bytes, length: ulong });
  const initializeArguments = struct({
    createMutex: "void *",
    destroyMutex: "void *",
    lockMutex: "void *",
    unlockMutex: "void *",
    flags: ulong,
    reserved: "void *",
  });
  const attributes = ffi.pointer(attributeStruct);

  const list: [unknown] = [null];
  const opened = ffi.load(file);
  // A library that nobody holds is closed, and its functions with it.
  held.push(opened);
  const code: unknown = opened.func("C_GetFunctionList", ulong, [ffi.out(ffi.pointer("void *"))])(list);
  if (code !== ck.ok) throw new Error(`C_GetFunctionList ${String(code)}`);
  const first = isPacked ? 2 : pointerWidth;

  const lent = new Set<unknown>();
  type Types = Parameters<typeof ffi.out>[0][];
  const native = (at: number, types: Types) => {
    const pointer: unknown = ffi.decode(list[0], first + at * pointerWidth, "void *");
    const call = ffi.decode(pointer, ffi.proto(ulong, types));
    return (...values: readonly unknown[]): Promise<number> =>
      new Promise((resolve, reject) => {
        // Buffers inside structures are the library's until it returns: nobody may collect them before.
        lent.add(values);
        call.async(...values, (error: Error | null, answer: number | bigint) => {
          lent.delete(values);
          if (error === null) resolve(Number(answer));
          else reject(error);
        });
      });
  };
  const calls = {
    initialize: native(place.initialize, [ffi.pointer(initializeArguments)]),
    slots: native(place.getSlotList, ["uint8_t", bytes, inOutUlong]),
    token: native(place.getTokenInfo, [ulong, bytes]),
    mechanisms: native(place.getMechanismList, [ulong, bytes, inOutUlong]),
    open: native(place.openSession, [ulong, ulong, "void *", "void *", outUlong]),
    close: native(place.closeSession, [ulong]),
    login: native(place.login, [ulong, ulong, bytes, ulong]),
    logout: native(place.logout, [ulong]),
    create: native(place.createObject, [ulong, attributes, ulong, outUlong]),
    generate: native(place.generateKey, [ulong, ffi.pointer(mechanismStruct), attributes, ulong, outUlong]),
    read: native(place.getAttributeValue, [ulong, ulong, ffi.inout(attributes), ulong]),
    findInit: native(place.findObjectsInit, [ulong, attributes, ulong]),
    find: native(place.findObjects, [ulong, bytes, ulong, inOutUlong]),
    findFinal: native(place.findObjectsFinal, [ulong]),
    encryptInit: native(place.encryptInit, [ulong, ffi.pointer(mechanismStruct), ulong]),
    encrypt: native(place.encrypt, [ulong, bytes, ulong, bytes, inOutUlong]),
    signInit: native(place.signInit, [ulong, ffi.pointer(mechanismStruct), ulong]),
    sign: native(place.sign, [ulong, bytes, ulong, bytes, inOutUlong]),
  };
  const gate = createGate(1);

  /** One call or several that belong together; given up after the deadline, and then not begun any more. */
  const inTurn = async <T>(run: () => Answer<T>): Answer<T> => {
    let isGivenUp = false;
    const done = gate(() => (isGivenUp ? Promise.resolve(failed(ck.silent)) : run()));
    const answer = await within(done, deadlineMs);
    isGivenUp = true;
    return answer ?? failed(ck.silent);
  };
  const done = (call: () => Promise<number>) =>
    inTurn(async () => {
      const answer = await call();
      return answer === ck.ok ? succeeded(undefined) : failed(answer);
    });
  const templateOf = (wanted: Attributes) =>
    [...wanted].map(([type, value]) => {
      const written =
        typeof value === "object" ? value : typeof value === "boolean" ? oneByte(value) : wide(value);
      return { type, value: written, length: written.length };
    });
  const wide = (value: number) => {
    const written = Buffer.alloc(width);
    written.writeUIntLE(value, 0, 4);
    return written;
  };
  /** Numbers of the library's own width, as they lie in memory. */
  const numbersIn = (buffer: Buffer, count: number) =>
    Array.from({ length: count }, (_, at) =>
      width === 8 ? Number(buffer.readBigUInt64LE(at * width)) : buffer.readUInt32LE(at * width),
    );
  const listed = async (most: number, call: (buffer: Buffer, count: [number]) => Promise<number>) => {
    const buffer = Buffer.alloc(most * width);
    const count: [number] = [most];
    const answer = await call(buffer, count);
    return answer === ck.ok ? succeeded(numbersIn(buffer, count[0])) : failed(answer);
  };
  return {
    initialize: () =>
      calls.initialize({
        createMutex: null,
        destroyMutex: null,
        lockMutex: null,
        unlockMutex: null,
        flags: osLocking,
        reserved: null,
      }),
    cryptoki: {
      tokens: () =>
        inTurn(async () => {
          // Asked without room, a library looks for new slots (§5.5).
          const asked = await calls.slots(1, null, [0]);
          if (asked !== ck.ok) return failed(asked);
          const slots = await listed(mostSlots, (buffer, count) => calls.slots(1, buffer, count));
          if (!slots.ok) return slots;
          const seen: TokenSeen[] = [];
          for (const slot of slots.value) {
            const info = Buffer.alloc(longestAnswer);
            if ((await calls.token(slot, info)) === ck.ok) seen.push(tokenOf(slot, info));
          }
          return succeeded(seen);
        }),
      mechanisms: (slot) =>
        inTurn(async () => {
          const found = await listed(mostMechanisms, (buffer, count) =>
            calls.mechanisms(slot, buffer, count),
          );
          return found.ok ? succeeded(new Set(found.value)) : found;
        }),
      openSession: (slot) =>
        inTurn(async () => {
          const session: [number] = [0];
          const answer = await calls.open(slot, readWriteSession, null, null, session);
          return answer === ck.ok ? succeeded(session[0]) : failed(answer);
        }),
      closeSession: (session) => done(() => calls.close(session)),
      login: (session, pin) => done(() => calls.login(session, user, pin, pin.length)),
      logout: (session) => done(() => calls.logout(session)),
      create: (session, wanted) =>
        inTurn(async () => {
          const template = templateOf(wanted);
          const object: [number] = [0];
          const answer = await calls.create(session, template, template.length, object);
          return answer === ck.ok ? succeeded(object[0]) : failed(answer);
        }),
      generate: (session, mechanism, wanted) =>
        inTurn(async () => {
          const template = templateOf(wanted);
          const object: [number] = [0];
          const how = { mechanism, parameter: null, length: 0 };
          const answer = await calls.generate(session, how, template, template.length, object);
          return answer === ck.ok ? succeeded(object[0]) : failed(answer);
        }),
      find: (session, wanted) =>
        inTurn(async () => {
          const template = templateOf(wanted);
          const begun = await calls.findInit(session, template, template.length);
          if (begun !== ck.ok) return failed(begun);
          const found = await listed(mostObjects, (buffer, count) => {
            return calls.find(session, buffer, mostObjects, count);
          });
          await calls.findFinal(session);
          return found;
        }),
      read: (session, object, wanted) =>
        inTurn(async () => {
          const read = new Map<number, Uint8Array | null>();
          for (const type of wanted) {
            const value = Buffer.alloc(longestAttribute);
            const asked = [{ type, value, length: value.length }];
            const answer = await calls.read(session, object, asked, 1);
            const length = Number(asked[0]?.length);
            const isTold = answer === ck.ok && length <= value.length;
            if (!isTold && !keptBack.has(answer)) return failed(answer);
            read.set(type, isTold ? Uint8Array.from(value.subarray(0, length)) : null);
          }
          return succeeded(read);
        }),
      encrypt: (session, mechanism, iv, key, plain) =>
        inTurn(() => {
          const how = { mechanism, parameter: iv, length: iv?.length ?? 0 };
          return answered(calls.encryptInit(session, how, key), (buffer, length) =>
            calls.encrypt(session, plain, plain.length, buffer, length),
          );
        }),
      sign: (session, mechanism, key, message) =>
        inTurn(() => {
          const how = { mechanism, parameter: null, length: 0 };
          return answered(calls.signInit(session, how, key), (buffer, length) =>
            calls.sign(session, message, message.length, buffer, length),
          );
        }),
    },
  };

  /** CK_TOKEN_INFO: label, manufacturer, model and serial of 32, 32, 16 and 16 characters filled with blanks, then the flags. */
  function tokenOf(slot: number, info: Buffer): TokenSeen {
    const text = (from: number, length: number) => info.toString("utf8", from, from + length).trimEnd();
    const [flags = 0] = numbersIn(info.subarray(96), 1);
    return {
      slot,
      label: text(0, 32),
      manufacturer: text(32, 32),
      model: text(64, 16),
      serial: text(80, 16),
      flags,
    };
  }
}

function oneByte(claim: boolean): Uint8Array {
  return Uint8Array.of(claim ? 1 : 0);
}

/** Begins an operation and reads what it gives, which is then nowhere else. */
async function answered(
  begin: Promise<number>,
  run: (buffer: Buffer, length: [number]) => Promise<number>,
): Answer<Uint8Array> {
  const begun = await begin;
  if (begun !== ck.ok) return failed(begun);
  const buffer = Buffer.alloc(longestAnswer);
  const length: [number] = [buffer.length];
  const answer = await run(buffer, length);
  if (answer !== ck.ok) return failed(answer);
  const given = Uint8Array.from(buffer.subarray(0, length[0]));
  buffer.fill(0);
  return succeeded(given);
}
