/** The scheme the page is served under; a scheme of our own instead of `file:`, so that it has an origin. */
export const pageScheme = "app";

/** The page's one address. */
export const pageUrl = "app://guichet/";

/** Whether a URL is the screen for those who wait: the one page that may have a window beside the desk's. */
export function isWaitingScreen(url: string): boolean {
  return url === `${pageUrl}#waiting`;
}

/** Whether a URL is one of our own page. Its parts are compared, never its beginning: `app://guichet.evil/` is not ours. */
export function isOurs(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${pageScheme}:` && host === "guichet" && username === "" && password === "";
}
