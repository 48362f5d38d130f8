import type { ApduChannel } from "../../main/core/ports/apdu-channel.ts";
import type { ChipFault } from "../../main/core/ports/card-encoder.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { aesLength } from "./aes.ts";
import { answerAesChallenge, authenticateAes } from "./authentication.ts";
import { joined, piecesOf } from "./bytes.ts";
import { type Command, changeKey, selectApplication } from "./commands.ts";
import { type FrameAnswer, frameDataLength, nextFrame, unwrapped, wrapped } from "./frames.ts";
import { createEv1Messaging, type KeyChange, type SecureMessaging, unprotected } from "./secure-messaging.ts";
import { status } from "./status.ts";

/** A conversation with one DESFire chip: commands in, values out, the session kept between them. */
export interface Conversation {
  run<T>(command: Command<T>): Promise<Result<T, ChipFault>>;
  /** Makes an application current; any session ends. */
  select(aid: number): Promise<Result<true, ChipFault>>;
  /** Opens a session with an AES key of the current application. `ownChallenge` is 16 random bytes. */
  authenticate(
    keyNumber: number,
    key: Uint8Array,
    ownChallenge: Uint8Array,
  ): Promise<Result<true, ChipFault>>;
  changeKey(change: KeyChange): Promise<Result<true, ChipFault>>;
  /** Overwrites the session key. */
  end(): void;
}

/** A chip sends at most this many frames for one answer; more is a chip gone wrong, not a longer answer. */
const mostFrames = 64;

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
  ): Promise<Result<Uint8Array, ChipFault>> {
    const toSend = [...piecesOf(data, frameDataLength)];
    const gathered: Uint8Array[] = [];
    for (let frame = 0; frame < mostFrames; frame += 1) {
      const sent = await exchange(name, frame === 0 ? code : nextFrame, toSend.shift() ?? new Uint8Array());
      if (!sent.ok) return sent;
      gathered.push(sent.value.data);
      const isOver = sent.value.status === status.ok;
      if (isOver && toSend.length === 0) return succeeded(joined(...gathered));
      if (isOver) break;
      if (sent.value.status !== status.additionalFrame) return refused(name, sent.value.status);
    }
    return failed({ kind: "chip-integrity", command: name });
  }

  async function run<T>(command: Command<T>): Promise<Result<T, ChipFault>> {
    const answer = await converse(command.name, command.code, session.seal(command));
    if (!answer.ok) return answer;
    const opened = session.open(command, answer.value);
    const value = opened === null ? null : command.read(opened);
    return value === null ? failed({ kind: "chip-integrity", command: command.name }) : succeeded(value);
  }

  return {
    run,
    end,
    select(aid) {
      end();
      return run(selectApplication(aid));
    },
    async authenticate(keyNumber, key, ownChallenge) {
      end();
      const { name, code } = authenticateAes;
      const challenge = await exchange(name, code, Uint8Array.of(keyNumber));
      if (!challenge.ok) return challenge;
      if (challenge.value.status !== status.additionalFrame) return refused(name, challenge.value.status);
      if (challenge.value.data.length !== aesLength) return failed({ kind: "chip-integrity", command: name });
      const answer = answerAesChallenge(key, challenge.value.data, ownChallenge);
      const proof = await exchange(name, nextFrame, answer.token);
      if (!proof.ok) return proof;
      if (proof.value.status !== status.ok) return refused(name, proof.value.status);
      const sessionKey = answer.sessionKeyIf(proof.value.data);
      if (sessionKey === null) return failed({ kind: "chip-integrity", command: name });
      session = createEv1Messaging(sessionKey);
      sessionKey.fill(0);
      return succeeded(true);
    },
    async changeKey(change) {
      const isAuthenticatedKey = change.oldKey === null;
      const cryptogram = session.sealKey(change);
      const changed = await run(changeKey(change.keyNumber, cryptogram, isAuthenticatedKey));
      if (isAuthenticatedKey) end();
      return changed;
    },
  };
}

function refused(command: string, code: number): { readonly ok: false; readonly fault: ChipFault } {
  return failed({ kind: "chip-refused", command, status: code });
}
