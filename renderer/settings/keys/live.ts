import { station } from "../../call.ts";
import { liveOf } from "../../parts/live.ts";

/** The keys of the desk, while a screen shows them. */
export const keysLive = liveOf((signal) => station.keys.live(undefined, { signal }));

/** The keys, as last seen. */
export type KeysShown = NonNullable<ReturnType<typeof keysLive.read>>;

/** Why something about the keys was not done. */
export type KeyFaultShown = NonNullable<KeysShown["fault"]>;

/** What is done on the page: looked over, or one of the acts that take all the attention. */
export type KeysPlace = "overview" | "create" | "take-token" | "ceremony" | "make-shares" | "use-shares";
