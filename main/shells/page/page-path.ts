const mediaTypes: ReadonlyMap<string, string> = new Map([
  ["html", "text/html; charset=utf-8"],
  ["js", "text/javascript; charset=utf-8"],
  ["css", "text/css; charset=utf-8"],
  ["json", "application/json; charset=utf-8"],
  ["svg", "image/svg+xml"],
  ["png", "image/png"],
  ["jpg", "image/jpeg"],
  ["webp", "image/webp"],
  ["ico", "image/x-icon"],
  ["woff2", "font/woff2"],
  ["ttf", "font/ttf"],
  ["wasm", "application/wasm"],
  ["bin", "application/octet-stream"],
  ["txt", "text/plain; charset=utf-8"],
]);

/** One file of the page: its path under the renderer's folder in segments, and how it is to be sent. */
export interface PageFile {
  readonly segments: readonly string[];
  readonly mediaType: string;
  /** Its name carries a hash of its content, so it never changes. */
  readonly hashed: boolean;
}

/** Letters, digits, `_`, `-` and dots that neither begin a name nor follow each other: no `..`, no hidden file, no drive, no stream. */
const plainName = /^[\w-]+(?:\.[\w-]+)*$/;
const hashedName = /-[\w-]{8,}\.\w+$/;

/** The file a URL's path names, or null when the path is not one of a plain file of a kind we serve. */
export function pageFileAt(pathname: string): PageFile | null {
  const path = pathname === "/" ? "/index.html" : pathname;
  const [root, ...segments] = path.split("/");
  const name = segments.at(-1);
  if (root !== "" || name === undefined || !segments.every((segment) => plainName.test(segment))) return null;
  const dot = name.lastIndexOf(".");
  const mediaType = dot > 0 ? mediaTypes.get(name.slice(dot + 1)) : undefined;
  if (mediaType === undefined) return null;
  return { segments, mediaType, hashed: segments[0] === "assets" && hashedName.test(name) };
}
