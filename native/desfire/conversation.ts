import type { ApduChannel } from "../../main/core/ports/apdu-channel.ts";
import type { ChipFault } from "../../main/core/ports/card-encoder.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import {
  answerChallenge,
  answerEv2Challenge,
  answerLegacyChallenge,
  opening,
  type Scheme,
} from "./authentication.ts";
import type { KeyType } from "./block-cipher.ts";
import { joined, piecesOf } from "./bytes.ts";
import type { Command } from "./command.ts";
import { changeKey, selectApplication } from "./commands.ts";
import { createEv1Messaging } from "./ev1-messaging.ts";
import { createEv2Messaging } from "./ev2-messaging.ts";
import { type FrameAnswer, frameDataLength, nextFrame, unwrapped, wrapped } from "./frames.ts";
import { createLegacyMessaging } from "./legacy-messaging.ts";
import { type KeyChange, type SecureMessaging, unprotected } from "./secure-messaging.ts";
import { status } from "./status.ts";

/** A key to show to the chip, and how. */
export interface ShownKey {
  readonly scheme: Scheme;
  readonly keyNumber: number;
  readonly type: KeyType;
  readonly key: Uint8Array;
}

/** A conversation with one DESFire chip: commands in, values out, the session kept between them. A refusal ends the session, unless it is a denied permission in EV1. */
export interface Conversation {
  run<T>(command: Command<T>): Promise<Result<T, ChipFault>>;
  /** Makes an application current; any session ends. */
  select(aid: number): Promise<Result<true, ChipFault>>;
  /** Opens a session with a key of what is selected. `ownChallenge` is fresh random bytes, `challengeLength` of the key's type. */
  authenticate(shown: ShownKey, ownChallenge: Uint8Array): Promise<Result<true, ChipFault>>;
  changeKey(change: KeyChange): Promise<Result<true, ChipFault>>;
  /** Overwrites the session key. */
  end(): void;
}

/** A chip sends at most this many frames for one answer; more is a chip gone wrong, not a longer answer: 8 KB is 143 of them. */
const mostFrames = 160;

/** Speaks to the chip on `channel`. `remainingMs` tells how long may still be waited; every frame gets that as its deadline. */
export function createConversation(channel: ApduChannel, remainingMs: () => number): Conversation {
  let session: SecureMessaging = unprotected;

  function end(): void {
    session.forget();
    session = unprotected;
  }

  async function exchange(
    name: string,
    code: number,
    data: Uint8Array,
  ): Promise<Result<FrameAnswer, ChipFault>> {
    const response = await channel.transmit(wrapped(code, data), remainingMs());
    if (!response.ok) return response;
    if (response.value.length < 2) return failed({ kind: "card-removed" });
    const answer = unwrapped(response.value);
    return answer === null ? failed({ kind: "chip-integrity", command: name }) : succeeded(answer);
  }

  /** Sends data in as many frames as it takes and gathers the answer, in as many as the chip takes. */
  async function converse(
    name: string,
    code: number,
    data: Uint8Array,
  ): Promise<Result<readonly Uint8Array[], ChipFault>> {
    const toSend = [...piecesOf(data, frameDataLength)];
    const gathered: Uint8Array[] = [];
    for (let frame = 0; frame < mostFrames; frame += 1) {
      const sent = await exchange(name, frame === 0 ? code : nextFrame, toSend.shift() ?? new Uint8Array());
      if (!sent.ok) return sent;
      gathered.push(sent.value.data);
      const isOver = sent.value.status === status.ok;
      if (isOver && toSend.length === 0) return succeeded(gathered);
      if (isOver) break;
      if (sent.value.status !== status.additionalFrame) return refused(name, sent.value.status);
    }
    return failed({ kind: "chip-integrity", command: name });
  }

  async function run<T>(command: Command<T>): Promise<Result<T, ChipFault>> {
    const frames = await converse(command.name, command.code, session.seal(command));
    if (!frames.ok) {
      if (!outlives(session, frames.fault)) end();
      return frames;
    }
    const content = session.open(command, joined(...frames.value));
    const value = content === null ? null : command.read(content, frames.value);
    if (value !== null) return succeeded(value);
    end();
    return failed({ kind: "chip-integrity", command: command.name });
  }

  async function authenticate(
    { scheme, keyNumber, type, key }: ShownKey,
    ownChallenge: Uint8Array,
  ): Promise<Result<true, ChipFault>> {
    const { transaction } = session;
    end();
    const { name, code, parameters } = opening[scheme];
    const challenge = await exchange(name, code, joined([keyNumber], parameters));
    if (!challenge.ok) return challenge;
    if (challenge.value.status !== status.additionalFrame) return refused(name, challenge.value.status);
    const { data } = challenge.value;
    if (data.length !== ownChallenge.length) return failed({ kind: "chip-integrity", command: name });
    const answer = answerIn(scheme, type, key, data, ownChallenge);
    const proof = await exchange(name, nextFrame, answer.token);
    if (!proof.ok) return proof;
    if (proof.value.status !== status.ok) return refused(name, proof.value.status);
    const messaging = answer.messagingIf(proof.value.data, transaction);
    if (messaging === null) return failed({ kind: "chip-integrity", command: name });
    session = messaging;
    return succeeded(true);
  }

  return {
    run,
    end,
    authenticate,
    select(aid) {
      end();
      return run(selectApplication(aid));
    },
    async changeKey(change) {
      const isAuthenticatedKey = change.oldKey === null;
      const sealed = session.sealKey(change);
      const changed = await run(changeKey(change.keyNumber, sealed, isAuthenticatedKey));
      if (isAuthenticatedKey) end();
      return changed;
    },
  };
}

/** The reader's token in one of the schemes, and the messaging that the chip's proof opens. */
function answerIn(
  scheme: Scheme,
  type: KeyType,
  key: Uint8Array,
  challenge: Uint8Array,
  ownChallenge: Uint8Array,
): {
  readonly token: Uint8Array;
  messagingIf(proof: Uint8Array, before: SecureMessaging["transaction"]): SecureMessaging | null;
} {
  switch (scheme) {
    case "legacy": {
      if (type !== "des" && type !== "2k3des")
        throw new Error(`no legacy authentication with a key of type ${type}`);
      const { token, sessionIf } = answerLegacyChallenge(type, key, challenge, ownChallenge);
      return {
        token,
        messagingIf: (proof) => opened(sessionIf(proof), (own) => createLegacyMessaging(typeOf(own), own)),
      };
    }
    case "iso":
    case "aes": {
      const { token, sessionIf } = answerChallenge(type, key, challenge, ownChallenge);
      const messaging = (own: Uint8Array) => createEv1Messaging(type === "aes" ? type : typeOf(own), own);
      return { token, messagingIf: (proof) => opened(sessionIf(proof), messaging) };
    }
    case "ev2-first":
    case "ev2-non-first": {
      const { token, sessionIf } = answerEv2Challenge(key, challenge, ownChallenge, scheme === "ev2-first");
      return {
        token,
        messagingIf(proof, before) {
          const found = sessionIf(proof);
          const start = found?.identifier ? { identifier: found.identifier, counter: 0 } : before;
          if (found === null || start === null) return null;
          const messaging = createEv2Messaging(found.keys, start);
          found.keys.enciphering.fill(0);
          found.keys.mac.fill(0);
          return messaging;
        },
      };
    }
  }
}

function opened(
  sessionKey: Uint8Array | null,
  messaging: (sessionKey: Uint8Array) => SecureMessaging,
): SecureMessaging | null {
  if (sessionKey === null) return null;
  const session = messaging(sessionKey);
  sessionKey.fill(0);
  return session;
}

/** The type of a DES session key, told by its length. */
function typeOf(sessionKey: Uint8Array): KeyType {
  return sessionKey.length === 8 ? "des" : sessionKey.length === 16 ? "2k3des" : "3k3des";
}

function outlives(session: SecureMessaging, fault: ChipFault): boolean {
  const denied = fault.kind === "chip-refused" && fault.status === status.permissionDenied;
  return denied && session.transaction === null;
}

function refused(command: string, code: number): { readonly ok: false; readonly fault: ChipFault } {
  return failed({ kind: "chip-refused", command, status: code });
}
