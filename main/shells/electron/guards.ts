import type { BrowserWindowConstructorOptions, Session, WebContents } from "electron";
import { answerPage } from "../page/page-answer.ts";
import { isOurs, isWaitingScreen, pageScheme } from "./our-page.ts";
import { isGranted } from "./permissions.ts";

/** Makes a session serve our page under its own scheme, grant the camera to it alone, and refuse devices and downloads. */
export function guardSession(session: Session, rendererFolder: string): void {
  session.protocol.handle(pageScheme, async (request) => {
    if (!isOurs(request.url) || request.method !== "GET") return new Response(null, { status: 403 });
    const { status, headers, body } = await answerPage(rendererFolder, new URL(request.url).pathname);
    return new Response(body, { status, headers });
  });
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = "mediaTypes" in details ? (details.mediaTypes ?? []) : [];
    answer(isGranted({ permission, from: details.requestingUrl, isTopFrame: details.isMainFrame, media }));
  });
  session.setPermissionCheckHandler((_contents, permission, from, details) => {
    const media = details.mediaType === undefined ? [] : [details.mediaType];
    return isGranted({ permission, from, isTopFrame: details.isMainFrame, media });
  });
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event) => event.preventDefault());
}

/** Keeps a page where it is: no other address, no page within the page, no second window but the one for those who wait. */
export function guardContents(contents: WebContents, options: BrowserWindowConstructorOptions): void {
  contents.setWindowOpenHandler(({ url }) =>
    isWaitingScreen(url) ? { action: "allow", overrideBrowserWindowOptions: options } : { action: "deny" },
  );
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.on("will-frame-navigate", (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on("will-redirect", (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
}
