import { once } from "node:events";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import type { ContractRouterClient } from "@orpc/contract";
import type { Page } from "@playwright/test";
import { WebSocket } from "ws";
import type { contract } from "../../main/contract/contract.ts";

/** A window of the desk that draws nothing: it says to the station what a page says, for the many times a screen would add nothing. */
export interface WindowWithoutScreen {
  readonly station: ContractRouterClient<typeof contract>;
  close(): void;
}

/** Opens one beside a page that was let in, and signs an operator in at it. */
export async function windowBeside(page: Page, name: string, pin: string): Promise<WindowWithoutScreen> {
  const { host, origin } = new URL(page.url());
  const cookies = await page.context().cookies();
  const cookie = cookies.map((each) => `${each.name}=${each.value}`).join("; ");
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { cookie }, origin });
  await once(socket, "open");
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  const station: WindowWithoutScreen["station"] = createORPCClient(link);
  const signedIn = await station.operators.signIn({ name, pin });
  if (!signedIn.ok) throw new Error(signedIn.fault.kind);
  return { station, close: () => socket.close() };
}
