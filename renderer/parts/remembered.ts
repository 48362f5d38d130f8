/**
 * What this computer remembers of the operator's taste. Over loopback it is a cookie: the port may change, and with it
 * everything a browser keeps for one address, but cookies belong to the host. Elsewhere (Electron) it is the page's own storage.
 */
const overHttp = location.protocol.startsWith("http");
const yearSeconds = 31_536_000;

/** What was remembered under a name (letters and dots), or null. */
export function remembered(name: string): string | null {
  if (!overHttp) return localStorage.getItem(name);
  const cookie = document.cookie.split("; ").find((one) => one.startsWith(`${name}=`));
  return cookie === undefined ? null : decodeURIComponent(cookie.slice(name.length + 1));
}

/** Remembers a value under a name. */
export function remember(name: string, value: string): void {
  if (!overHttp) {
    localStorage.setItem(name, value);
    return;
  }
  // biome-ignore lint/suspicious/noDocumentCookie: read at the first paint, so it may not wait for the asynchronous Cookie Store
  document.cookie = `${name}=${encodeURIComponent(value)}; Max-Age=${yearSeconds}; SameSite=Strict; Path=/`;
}
