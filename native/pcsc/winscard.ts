import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { type Foreign, loadForeign } from "../foreign.ts";
import { createGate } from "./gate.ts";
import { scardCode } from "./scard-codes.ts";

/** A handle of the library: opaque. */
export type ScardHandle = number | bigint;

/** One reader in a question about changes, and in its answer. States are the flags of `readerFlag`, the count of changes above them. */
export interface ReaderState {
  readonly name: string;
  readonly state: number;
  readonly atr: Uint8Array;
}

/** A reader of which nothing is known yet: asked so, the answer comes at once. */
export function unaware(name: string): ReaderState {
  return { name, state: 0, atr: new Uint8Array() };
}

/** Flags of a reader's state (SCARD_STATE_…), the same on every system. */
export const readerFlag = {
  changed: 0x02,
  unknown: 0x04,
  unavailable: 0x08,
  present: 0x20,
  exclusive: 0x80,
  mute: 0x200,
} as const;

/** The reader that stands for readers coming and going. */
export const plugAndPlay = "\\\\?PnP?\\Notification";

type Answer<T> = Promise<Result<T, number>>;

/**
 * The PC/SC library of this machine. No call blocks this thread, every fault is a code of `scardCode`.
 * None ends by itself before the service answers: deadlines are the caller's. A context inside `statusChange` takes no other call but `cancel`.
 */
export interface Winscard {
  /** Control code of an escape command to the reader itself. */
  readonly escapeCode: number;
  establishContext(): Answer<ScardHandle>;
  releaseContext(context: ScardHandle): Answer<void>;
  cancel(context: ScardHandle): Answer<void>;
  listReaders(context: ScardHandle): Answer<readonly string[]>;
  /** Waits until a reader's state differs from the one given, at most `timeoutMs`; 0 looks and returns. */
  statusChange(
    context: ScardHandle,
    states: readonly ReaderState[],
    timeoutMs: number,
  ): Answer<readonly ReaderState[]>;
  connect(
    context: ScardHandle,
    reader: string,
    share: "exclusive" | "direct",
  ): Answer<{ readonly card: ScardHandle; readonly protocol: number }>;
  /** Leaves the card powered. */
  disconnect(card: ScardHandle): Answer<void>;
  beginTransaction(card: ScardHandle): Answer<void>;
  endTransaction(card: ScardHandle): Answer<void>;
  transmit(card: ScardHandle, protocol: number, command: Uint8Array): Answer<Uint8Array>;
  control(card: ScardHandle, code: number, bytes: Uint8Array): Answer<Uint8Array>;
  attribute(card: ScardHandle, identifier: number): Answer<Uint8Array>;
}

/** Why there is no PC/SC on this machine. */
export interface NoLibrary {
  readonly kind: "no-library";
  readonly cause: string;
}

/** How one system builds its library. */
interface Dialect {
  readonly library: string;
  readonly dword: string;
  readonly handle: string;
  readonly long: string;
  readonly atrLength: number;
  /** Structures without padding. */
  readonly packed: boolean;
  readonly suffix: "" | "A";
  readonly control: string;
  readonly escapeCode: number;
}

/** pcsclite.h, wintypes.h: DWORD is `unsigned long`; SCARD_CTL_CODE(1). */
const linux: Dialect = {
  library: "libpcsclite.so.1",
  dword: "unsigned long",
  handle: "long",
  long: "long",
  atrLength: 33,
  packed: false,
  suffix: "",
  control: "SCardControl",
  escapeCode: 0x4200_0001,
};
const dialects: Readonly<Partial<Record<NodeJS.Platform, Dialect>>> = {
  linux,
  /** PCSC.framework: 32-bit types, `#pragma pack(1)`, SCardControl132 is the call of today. Not run. */
  darwin: {
    ...linux,
    library: "/System/Library/Frameworks/PCSC.framework/PCSC",
    dword: "uint32_t",
    handle: "int32_t",
    long: "int32_t",
    packed: true,
    control: "SCardControl132",
  },
  /** winscard.h: handles as wide as a pointer, ATR of 36 bytes, names in the ANSI variant; SCARD_CTL_CODE(3500). Not run. */
  win32: {
    ...linux,
    library: "winscard.dll",
    dword: "uint32_t",
    handle: "uintptr_t",
    long: "int32_t",
    atrLength: 36,
    suffix: "A",
    escapeCode: 0x0031_36b0,
  },
};

const scopeSystem = 2;
const shareMode = { exclusive: 1, direct: 3 } as const;
const anyProtocol = 3;
const leaveCard = 0;
/** An extended APDU's longest answer. */
const longestResponse = 65_536 + 2;
const longestNames = 16_384;
const longestAttribute = 264;
/** Threads that calls may hold at once, besides one waiting for changes: the process has four for everything, files too. */
const callsAtOnce = 2;

/** Loads the system's PC/SC library; what is missing is said, not thrown. */
export function loadWinscard(platform: NodeJS.Platform = process.platform): Result<Winscard, NoLibrary> {
  const dialect = dialects[platform];
  if (dialect === undefined) return failed({ kind: "no-library", cause: platform });
  try {
    return succeeded(bind(loadForeign(), dialect));
  } catch (cause) {
    return failed({ kind: "no-library", cause: String(cause) });
  }
}

function bind(ffi: Foreign, dialect: Dialect): Winscard {
  const { dword, handle, long, suffix } = dialect;
  const library = ffi.load(dialect.library);
  const makeStruct = dialect.packed ? ffi.pack : ffi.struct;
  const ioRequest = makeStruct({ protocol: dword, length: dword });
  const readerState = makeStruct({
    name: "const char *",
    userData: "void *",
    currentState: dword,
    eventState: dword,
    atrLength: dword,
    atr: ffi.array("uint8_t", dialect.atrLength, "Typed"),
  });
  const outDword = ffi.out(ffi.pointer(dword));
  const inOutDword = ffi.inout(ffi.pointer(dword));
  const outHandle = ffi.out(ffi.pointer(handle));
  const bytes = "uint8_t *";
  const gate = createGate(callsAtOnce);

  type Types = Parameters<typeof ffi.out>[0][];
  const native = (name: string, types: Types) => {
    const call = library.func(name, long, types);
    return (...values: readonly unknown[]): Promise<number> =>
      new Promise((resolve, reject) => {
        call.async(...values, (error: Error | null, code: number) =>
          // A LONG of 32 bits comes as a negative number, one of 64 as a positive.
          error === null ? resolve(code >>> 0) : reject(error),
        );
      });
  };
  const gated = (name: string, types: Types) => {
    const call = native(name, types);
    return (...values: readonly unknown[]) => gate(() => call(...values));
  };
  const calls = {
    establish: gated("SCardEstablishContext", [dword, "void *", "void *", outHandle]),
    release: gated("SCardReleaseContext", [handle]),
    cancel: native("SCardCancel", [handle]),
    list: gated(`SCardListReaders${suffix}`, [handle, "const char *", bytes, inOutDword]),
    change: native(`SCardGetStatusChange${suffix}`, [
      handle,
      dword,
      ffi.inout(ffi.pointer(readerState)),
      dword,
    ]),
    connect: gated(`SCardConnect${suffix}`, [handle, "const char *", dword, dword, outHandle, outDword]),
    disconnect: gated("SCardDisconnect", [handle, dword]),
    begin: gated("SCardBeginTransaction", [handle]),
    end: gated("SCardEndTransaction", [handle, dword]),
    transmit: gated("SCardTransmit", [
      handle,
      ffi.pointer(ioRequest),
      bytes,
      dword,
      "void *",
      bytes,
      inOutDword,
    ]),
    control: gated(dialect.control, [handle, dword, bytes, dword, bytes, dword, outDword]),
    attribute: gated("SCardGetAttrib", [handle, dword, bytes, inOutDword]),
  };
  return {
    escapeCode: dialect.escapeCode,
    async establishContext() {
      const context: [ScardHandle] = [0];
      const code = await calls.establish(scopeSystem, null, null, context);
      return code === scardCode.success ? succeeded(context[0]) : failed(code);
    },
    releaseContext: (context) => done(calls.release(context)),
    cancel: (context) => done(calls.cancel(context)),
    async listReaders(context) {
      const read = await filled(longestNames, (buffer, length) => calls.list(context, null, buffer, length));
      if (!read.ok) return read.fault === scardCode.noReadersAvailable ? succeeded([]) : read;
      const names = Buffer.from(read.value).toString("utf8").split("\0");
      return succeeded(names.filter((name) => name !== ""));
    },
    async statusChange(context, states, timeoutMs) {
      const told = states.map(({ name, state }) => ({
        name,
        userData: null,
        currentState: state,
        eventState: 0,
        atrLength: 0,
        atr: new Uint8Array(dialect.atrLength),
      }));
      const look = () => calls.change(context, timeoutMs, told, told.length);
      const code = await (timeoutMs === 0 ? gate(look) : look());
      if (code !== scardCode.success) return failed(code);
      return succeeded(
        told.map(({ name, eventState, atrLength, atr }) => ({
          name,
          state: eventState,
          atr: atr.slice(0, atrLength),
        })),
      );
    },
    async connect(context, reader, share) {
      const card: [ScardHandle] = [0];
      const protocol: [number] = [0];
      const wanted = share === "direct" ? 0 : anyProtocol;
      const code = await calls.connect(context, reader, shareMode[share], wanted, card, protocol);
      if (code !== scardCode.success) return failed(code);
      return succeeded({ card: card[0], protocol: protocol[0] });
    },
    disconnect: (card) => done(calls.disconnect(card, leaveCard)),
    beginTransaction: (card) => done(calls.begin(card)),
    endTransaction: (card) => done(calls.end(card, leaveCard)),
    transmit(card, protocol, command) {
      const request = { protocol, length: ffi.sizeof(ioRequest) };
      return filled(longestResponse, (buffer, length) =>
        calls.transmit(card, request, command, command.length, null, buffer, length),
      );
    },
    control: (card, code, command) =>
      filled(longestResponse, (buffer, length) =>
        calls.control(card, code, command, command.length, buffer, buffer.length, length),
      ),
    attribute: (card, identifier) =>
      filled(longestAttribute, (buffer, length) => calls.attribute(card, identifier, buffer, length)),
  };
}

async function done(call: Promise<number>): Answer<void> {
  const code = await call;
  return code === scardCode.success ? succeeded(undefined) : failed(code);
}

/** Calls with a buffer to be filled, and gives what was written into it. */
async function filled(
  room: number,
  call: (buffer: Buffer, length: [number]) => Promise<number>,
): Answer<Uint8Array> {
  const buffer = Buffer.alloc(room);
  const length: [number] = [room];
  const code = await call(buffer, length);
  return code === scardCode.success ? succeeded(new Uint8Array(buffer.subarray(0, length[0]))) : failed(code);
}
