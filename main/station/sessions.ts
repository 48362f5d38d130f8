import { createHash } from "node:crypto";
import type { OperatorFault, SessionView, SignInFault } from "../contract/operators.ts";
import { type OperatorId, operatorId } from "../core/ids.ts";
import type { Operator } from "../core/operator.ts";
import { problemOfPin } from "../core/pin.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { roles } from "../core/role.ts";
import type { Changes } from "./changes.ts";
import { clockBehind } from "./clock-behind.ts";
import { exampleOperators, putExampleOperators } from "./example-operators.ts";
import { noRoom } from "./no-room.ts";
import type { StationParts } from "./parts.ts";
import { createPinTries } from "./pin-tries.ts";

/** A window, or whatever else speaks with the station: each connection is an object of its own. */
type Connection = object;

interface Session {
  operator: Operator;
  locked: boolean;
  /** When somebody was last seen at the window: on a clock nobody can set, and on the computer's own, which also counts its sleep. */
  seen: { readonly uptimeMs: number; readonly clockMs: number };
}

/** Who is at which window. */
export interface Sessions {
  view(connection: Connection | undefined): Promise<SessionView>;
  /** Who may act there now; null when nobody has signed in, or the window is locked. */
  operatorAt(connection: Connection | undefined): Operator | null;
  first(
    at: Connection,
    name: string,
    pin: string,
  ): Promise<Result<{ readonly secret: string }, OperatorFault>>;
  signIn(
    at: Connection,
    name: string,
    pin: string,
  ): Promise<Result<{ readonly secret: string }, SignInFault>>;
  resume(at: Connection, secret: string): boolean;
  lock(at: Connection): void;
  /** Locks every window: the screen of the computer was locked, or it sleeps. */
  lockAll(): void;
  unlock(at: Connection, pin: string): Promise<Result<null, SignInFault>>;
  signOut(at: Connection): void;
  here(at: Connection): void;
  /** Judges somebody's PIN and signs nobody in; a wrong one counts as a try. */
  judge(name: string, pin: string): Promise<Result<Operator, SignInFault>>;
  /** An operator was changed: their sessions know it at once, and end when they may no longer sign in. */
  changed(id: OperatorId): Promise<void>;
  /** Resolves once a locked window is unlocked; false when its session is over. */
  untilUnlocked(connection: Connection | undefined, signal: AbortSignal | undefined): Promise<boolean>;
  close(): void;
}

/** What changes tell of sessions and operators. */
export const sessionsSubject = "operators";

const lookEveryMs = 5000;
const secretBytes = 32;

/** The sessions of a station, kept in its memory: whoever starts the desk again signs in again. */
export function createSessions(parts: StationParts, changes: Changes): Sessions {
  const { store, settings, uptimeMs, audit, pins, randomness } = parts;
  const lockAfterMs = settings.lockAfterMinutes * 60_000;
  const bySecret = new Map<string, Session>();
  const byConnection = new WeakMap<Connection, Session>();
  const simulated = parts.bench !== null;
  const mayCome = (operator: Operator) =>
    operator.active && (!operator.example || (simulated && settings.examples));
  const tries = createPinTries(parts, mayCome);
  let examplesPut: Promise<void> | null = null;
  let enterAs = parts.enterAs;

  const note = async (act: string, operator: Operator) => {
    const kept = await audit.append({ act, subject: null, by: operator.id, outcome: "done", facts: {} });
    if (!kept.ok) parts.log({ what: "act-not-audited", act, fault: kept.fault.kind });
  };
  const noteLater = (act: string, operator: Operator) => {
    note(act, operator).catch((cause: unknown) =>
      parts.log({ what: "act-not-audited", act, cause: String(cause) }),
    );
  };
  const tell = () => changes.tell(sessionsSubject);
  const end = (session: Session) => {
    for (const [key, one] of bySecret) if (one === session) bySecret.delete(key);
  };
  const isOn = (session: Session) => [...bySecret.values()].includes(session);
  const sessionAt = (connection: Connection | undefined): Session | null => {
    const session = connection === undefined ? undefined : byConnection.get(connection);
    if (session === undefined || !isOn(session)) return null;
    if (isIdle(session)) lockOne(session);
    return session;
  };
  const seenNow = () => ({ uptimeMs: uptimeMs(), clockMs: parts.clock.now() });
  /** A clock that is set back makes nobody look present. */
  const isIdle = ({ seen }: Session) =>
    Math.max(uptimeMs() - seen.uptimeMs, parts.clock.now() - seen.clockMs) >= lockAfterMs;
  const lockOne = (session: Session) => {
    if (session.locked) return;
    session.locked = true;
    noteLater("operator.locked", session.operator);
    tell();
    lockKeysIfAlone();
  };
  /** Nobody is before the desk any more: whoever comes next opens the key store anew. */
  const lockKeysIfAlone = () => {
    if ([...bySecret.values()].some(({ locked }) => !locked)) return;
    parts.keys
      .lock("screen")
      .catch((cause: unknown) => parts.log({ what: "keys-not-locked", cause: String(cause) }));
  };
  const open = (at: Connection, operator: Operator) => {
    const before = sessionAt(at);
    if (before !== null) end(before);
    const secret = Buffer.from(randomness.bytes(secretBytes)).toString("base64url");
    const session: Session = { operator, locked: false, seen: seenNow() };
    bySecret.set(keyOf(secret), session);
    byConnection.set(at, session);
    tell();
    return { secret };
  };
  const begin = async (at: Connection, operator: Operator) => {
    const opened = open(at, operator);
    await note("operator.signedIn", operator);
    return opened;
  };
  const examples = () => (simulated && settings.examples ? exampleOperators : []);
  const shownExamples = async () => {
    const known = await store.operators.all();
    return examples()
      .filter(({ name }) => known.some((one) => one.name === name && one.example && one.active))
      .map(({ name, pin }) => ({ name, pin }));
  };
  /** The invented operator whom a rehearsal lets in unasked, until they leave. */
  const letIn = async (connection: Connection | undefined): Promise<Operator | null> => {
    if (enterAs === null || connection === undefined) return null;
    const known = await store.operators.byName(enterAs);
    if (known === null || !known.example || !mayCome(known)) return null;
    open(connection, known);
    noteLater("operator.signedIn", known);
    return known;
  };
  const timer = setInterval(() => {
    for (const session of bySecret.values()) {
      if (isIdle(session)) lockOne(session);
    }
  }, lookEveryMs);
  timer.unref();

  return {
    async view(connection) {
      const session = sessionAt(connection);
      if (session !== null) {
        const { operator } = session;
        return session.locked
          ? {
              state: "locked",
              operator: { id: operator.id, name: operator.name },
              examples: (await shownExamples()).filter(({ name }) => name === operator.name),
            }
          : { state: "signed-in", operator, lockAfterMs };
      }
      examplesPut ??= putExampleOperators(parts, examples());
      await examplesPut;
      const operator = await letIn(connection);
      if (operator !== null) return { state: "signed-in", operator, lockAfterMs };
      if (!(await store.operators.all()).some(mayCome)) return { state: "first-start" };
      return {
        state: "signed-out",
        examples: await shownExamples(),
        clockBehind: await clockBehind(parts),
      };
    },
    operatorAt(connection) {
      const session = sessionAt(connection);
      return session === null || session.locked ? null : session.operator;
    },
    async first(at, name, pin) {
      if ((await store.operators.all()).some(mayCome)) return failed({ kind: "not-first" });
      const problem = problemOfPin(pin);
      if (problem !== null) return failed({ kind: "pin", problem });
      const id = operatorId.parse(randomness.uuid());
      const operator: Operator = { id, name, roles, active: true, example: false };
      const kept = await store.operators.add(operator, await pins.hash(pin));
      if (!kept.ok)
        return kept.fault.kind === "refused" ? failed({ kind: "name-taken" }) : noRoom(kept.fault);
      return succeeded(await begin(at, operator));
    },
    async signIn(at, name, pin) {
      const operator = await tries.byName(name, pin);
      return operator.ok ? succeeded(await begin(at, operator.value)) : operator;
    },
    resume(at, secret) {
      const session = bySecret.get(keyOf(secret));
      if (session === undefined) return false;
      byConnection.set(at, session);
      tell();
      return true;
    },
    lock(at) {
      const session = sessionAt(at);
      if (session !== null) lockOne(session);
    },
    lockAll() {
      for (const session of bySecret.values()) lockOne(session);
      lockKeysIfAlone();
    },
    async unlock(at, pin) {
      const session = sessionAt(at);
      if (session === null || !session.locked) return failed({ kind: "not-locked" });
      const operator = await tries.byId(session.operator.id, pin);
      if (!operator.ok) return operator;
      session.locked = false;
      session.seen = seenNow();
      await note("operator.unlocked", operator.value);
      tell();
      return succeeded(null);
    },
    signOut(at) {
      const session = sessionAt(at);
      if (session === null) return;
      end(session);
      enterAs = null;
      noteLater("operator.signedOut", session.operator);
      tell();
      lockKeysIfAlone();
    },
    here(at) {
      const session = sessionAt(at);
      if (session !== null && !session.locked) session.seen = seenNow();
    },
    judge: (name, pin) => tries.byName(name, pin),
    async changed(id) {
      const fresh = await store.operators.byId(id);
      for (const session of new Set(bySecret.values())) {
        if (session.operator.id !== id) continue;
        if (fresh === null || !mayCome(fresh)) end(session);
        else session.operator = fresh;
      }
      tell();
    },
    async untilUnlocked(connection, signal) {
      for (;;) {
        const session = sessionAt(connection);
        if (session === null) return false;
        if (!session.locked) return true;
        await changes.next([sessionsSubject], signal);
        if (signal?.aborted === true) return false;
      }
    },
    close: () => clearInterval(timer),
  };
}

/** A secret is not kept, only what tells it again. */
function keyOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
