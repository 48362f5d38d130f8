import { timingSafeEqual } from "node:crypto";

/** What is known of a request before anything in it is trusted. Each list holds every header of that name. */
export interface Knock {
  readonly method: string;
  /** The request target as sent: path and query. */
  readonly target: string;
  readonly hosts: readonly string[];
  readonly origins: readonly string[];
  readonly cookies: readonly string[];
}

/** What opens the door of one launch. */
export interface Door {
  readonly port: number;
  /** Tokens that may still let a browser in. */
  readonly tokens: readonly string[];
  /** What a browser that was let in carries. */
  readonly pass: string;
}

/** What is done with a request. */
export type Verdict =
  | { readonly kind: "refuse"; readonly status: 403 | 404 | 405 }
  /** Give the pass, and see that the token does not stay in the address. */
  | { readonly kind: "let-in"; readonly token: string }
  | { readonly kind: "page"; readonly pathname: string }
  | { readonly kind: "converse" };

/** The name of the cookie that holds the pass. */
export const passCookie = "guichet-pass";

/** Where the page opens its WebSocket. */
export const rpcPath = "/rpc";

/** Decides on a plain request: our own address first (no rebound name gets further), then the origin, then token or pass. */
export function judgeRequest(knock: Knock, door: Door): Verdict {
  if (!isAddressedToUs(knock, door)) return { kind: "refuse", status: 403 };
  if (knock.origins.length > 0 && !isFromOurPage(knock, door)) return { kind: "refuse", status: 403 };
  if (knock.method !== "GET" && knock.method !== "HEAD") return { kind: "refuse", status: 405 };
  const { pathname, query } = splitTarget(knock.target);
  const offered = pathname === "/" && knock.method === "GET" ? new URLSearchParams(query).get("token") : null;
  if (offered !== null) {
    const token = door.tokens.find((candidate) => isSameSecret(offered, candidate));
    if (token !== undefined) return { kind: "let-in", token };
  }
  return holdsPass(knock, door) ? { kind: "page", pathname } : { kind: "refuse", status: 403 };
}

/** Decides on a request to open a WebSocket: only our own page, holding the pass, at the one place for it. */
export function judgeUpgrade(knock: Knock, door: Door): Verdict {
  if (!isAddressedToUs(knock, door) || !isFromOurPage(knock, door)) return { kind: "refuse", status: 403 };
  if (!holdsPass(knock, door)) return { kind: "refuse", status: 403 };
  return knock.target === rpcPath ? { kind: "converse" } : { kind: "refuse", status: 404 };
}

function isAddressedToUs(knock: Knock, door: Door): boolean {
  return knock.hosts.length === 1 && knock.hosts[0] === `127.0.0.1:${door.port}`;
}

function isFromOurPage(knock: Knock, door: Door): boolean {
  return knock.origins.length === 1 && knock.origins[0] === `http://127.0.0.1:${door.port}`;
}

function holdsPass(knock: Knock, door: Door): boolean {
  return knock.cookies
    .flatMap((line) => line.split(";"))
    .map((pair) => pair.trim())
    .some((pair) => isSameSecret(pair, `${passCookie}=${door.pass}`));
}

function splitTarget(target: string): { readonly pathname: string; readonly query: string } {
  const mark = target.indexOf("?");
  return mark < 0
    ? { pathname: target, query: "" }
    : { pathname: target.slice(0, mark), query: target.slice(mark + 1) };
}

function isSameSecret(offered: string, kept: string): boolean {
  const [left, right] = [Buffer.from(offered), Buffer.from(kept)];
  return left.length === right.length && timingSafeEqual(left, right);
}
