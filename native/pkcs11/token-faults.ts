import type { KeyFault, KeyStoreFault, MasterKey } from "../../main/core/ports/key-store.ts";
import { ck, nameOfCode } from "./constants.ts";

/** The session a store was opened with is no more: the PIN has to be given again. */
const sessionLost: ReadonlySet<number> = new Set([
  ck.sessionClosed,
  ck.sessionHandleInvalid,
  ck.userNotLoggedIn,
  ck.objectHandleInvalid,
  ck.deviceRemoved,
  ck.tokenNotPresent,
  ck.tokenNotRecognized,
  ck.cryptokiNotInitialized,
]);
const gone: ReadonlySet<number> = new Set([ck.deviceRemoved, ck.tokenNotPresent, ck.tokenNotRecognized]);
const wrongPin: ReadonlySet<number> = new Set([ck.pinIncorrect, ck.pinInvalid, ck.pinLengthRange]);

/** Whether a code says that an open store is no longer open. */
export function endsSession(code: number): boolean {
  return sessionLost.has(code);
}

/** Why a token did not open. */
export function loginFault(code: number, isLastTry: boolean, label: string): KeyStoreFault {
  if (wrongPin.has(code)) return { kind: "wrong-pin", isLastTry };
  if (code === ck.pinLocked) return { kind: "pin-locked" };
  if (code === ck.userPinNotInitialized || code === ck.pinExpired) return { kind: "pin-not-set" };
  return tokenFault(code, label);
}

/** Why a token did not do something else. */
export function tokenFault(code: number, label: string): KeyStoreFault {
  if (gone.has(code)) return { kind: "no-token", label };
  if (sessionLost.has(code)) return { kind: "keys-locked" };
  if (code === ck.silent) return { kind: "keys-unreachable" };
  return { kind: "token-refused", cause: nameOfCode(code) };
}

/** Why a token gave no key of a card. */
export function faultOfUse(code: number, master: MasterKey): KeyFault {
  const isLocked = sessionLost.has(code) && !gone.has(code);
  return { kind: isLocked ? "keys-locked" : "keys-unreachable", ...master };
}
