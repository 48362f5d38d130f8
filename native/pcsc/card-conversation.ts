import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { scardCode, scardMeaning } from "./scard-codes.ts";
import { readerFlag, type ScardHandle, unaware, type Winscard } from "./winscard.ts";

/** What PC/SC says went wrong: a code of `scardCode`. */
type Answer<T> = Promise<Result<T, number>>;

/** A card held alone, in a context of its own. */
export interface CardConversation {
  readonly atr: Uint8Array;
  transmit(command: Uint8Array): Answer<Uint8Array>;
  escape(command: Uint8Array): Answer<Uint8Array>;
  /** Leaves the card powered and gives everything back; never fails. */
  release(): Promise<void>;
}

/**
 * How long a card that did not answer is watched for having gone: readers without an interrupt line look every 0.3 to 0.4 s
 * (encoding-stack sheet §1, §5), and one that only stays silent must not be called removed.
 */
const removalShowsMs = 500;

/** Opens the card on a reader for us alone. Ends when the service answers: a deadline is the caller's. */
export async function openConversation(scard: Winscard, reader: string): Answer<CardConversation> {
  const context = await scard.establishContext();
  if (!context.ok) return context;
  const connected = await scard.connect(context.value, reader, "exclusive");
  if (!connected.ok) {
    await scard.releaseContext(context.value);
    return connected;
  }
  const { card, protocol } = connected.value;
  const release = async () => {
    await scard.endTransaction(card);
    await scard.disconnect(card);
    await scard.releaseContext(context.value);
  };
  const begun = await scard.beginTransaction(card);
  const seen = begun.ok ? await scard.statusChange(context.value, [unaware(reader)], 0) : begun;
  if (!seen.ok) {
    await release();
    return seen;
  }
  return succeeded({
    atr: seen.value[0]?.atr ?? new Uint8Array(),
    release,
    escape: (command) => scard.control(card, scard.escapeCode, command),
    async transmit(command) {
      const answer = await scard.transmit(card, protocol, command);
      // Some drivers say "done" and give nothing when the card went in the middle (sheet §1, pitfall 3).
      if (answer.ok) return answer.value.length < 2 ? failed(scardCode.removedCard) : answer;
      if (scardMeaning(answer.fault) !== "not-answered") return answer;
      return failed(await reasonOfSilence(scard, context.value, reader));
    },
  });
}

/** A card that did not answer was taken, or stays and is mute, or its reader is gone. */
async function reasonOfSilence(scard: Winscard, context: ScardHandle, reader: string): Promise<number> {
  const now = await scard.statusChange(context, [unaware(reader)], 0);
  if (!now.ok) return now.fault;
  const later = isThere(now.value[0]?.state)
    ? await scard.statusChange(
        context,
        now.value.map((each) => ({ ...each, state: each.state & ~readerFlag.changed })),
        removalShowsMs,
      )
    : now;
  if (!later.ok) return later.fault === scardCode.timeout ? scardCode.unresponsiveCard : later.fault;
  const state = later.value[0]?.state ?? readerFlag.unknown;
  if ((state & (readerFlag.unknown | readerFlag.unavailable)) !== 0) return scardCode.readerUnavailable;
  return isThere(state) ? scardCode.unresponsiveCard : scardCode.removedCard;
}

function isThere(state = 0): boolean {
  return (state & readerFlag.present) !== 0;
}
