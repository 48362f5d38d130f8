import type { ApduChannel } from "../../main/core/ports/apdu-channel.ts";

/** A channel that knows how many commands went through it. */
export interface CountedChannel extends ApduChannel {
  /** Commands sent so far, answered or not. */
  exchanges(): number;
}

/** Counts the commands of one conversation; keeps none of their bytes. */
export function countExchanges(channel: ApduChannel): CountedChannel {
  let sent = 0;
  return {
    reader: channel.reader,
    atr: channel.atr,
    exchanges: () => sent,
    transmit(command, deadlineMs) {
      sent += 1;
      return channel.transmit(command, deadlineMs);
    },
    close: () => channel.close(),
  };
}
