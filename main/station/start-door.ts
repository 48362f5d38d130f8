import { type AnyRouter, implement } from "@orpc/server";
import type { z } from "zod";
import { desk, type deskFacts } from "../contract/desk.ts";
import { operatorsContract, type SessionView } from "../contract/operators.ts";
import { startContract } from "../contract/start.ts";
import type { StartCredential, StartFault } from "../core/ports/start-lock.ts";
import { type Result, succeeded } from "../core/result.ts";
import { createChanges } from "./changes.ts";

interface Needs {
  readonly facts: z.infer<typeof deskFacts>;
  readonly start: Extract<SessionView, { readonly state: "start" }>;
  /** Opens the desk with a passphrase; whoever asks anew then speaks with the desk itself. */
  readonly open: (credential: StartCredential) => Promise<Result<void, StartFault>>;
}

/** What windows may ask of a desk whose database nobody has opened yet: whose desk it is, and to be let in. */
export function startDoor({ facts, start, open }: Needs): AnyRouter {
  const changes = createChanges();
  let isOpen = false;
  const view = (): Promise<SessionView> => Promise.resolve(isOpen ? { state: "opened" } : start);
  const operators = implement(operatorsContract);
  return {
    desk: {
      facts: implement(desk).facts.handler(({ signal }) =>
        changes.live([], () => Promise.resolve(facts), signal),
      ),
    },
    operators: {
      session: operators.session.handler(({ signal }) => changes.live(["start"], view, signal)),
      resume: operators.resume.handler(() => false),
    },
    start: {
      open: implement(startContract).open.handler(async ({ input }) => {
        const opened = isOpen ? succeeded(undefined) : await open(input);
        if (!opened.ok) return opened;
        isOpen = true;
        changes.tell("start");
        return succeeded(null);
      }),
    },
  };
}
