import { posix, win32 } from "node:path";

/** Where a browser of the Chromium family usually lies, best first; `GUICHET_BROWSER` goes before all. */
export function browserPlaces(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly string[] {
  const { GUICHET_BROWSER: chosen } = env;
  return [...(chosen ? [chosen] : []), ...usualPlaces(platform, env)];
}

function usualPlaces(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly string[] {
  if (platform === "win32") {
    const { PROGRAMFILES: programs, "PROGRAMFILES(X86)": programs32, LOCALAPPDATA: own } = env;
    const roots = [programs, programs32, own];
    return ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"].flatMap(
      (path) => roots.flatMap((root) => (root ? [win32.join(root, path)] : [])),
    );
  }
  if (platform === "darwin") {
    const { HOME: home } = env;
    const roots = ["/", ...(home ? [home] : [])];
    return ["Google Chrome", "Chromium", "Microsoft Edge"].flatMap((name) =>
      roots.map((root) => posix.join(root, "Applications", `${name}.app`, "Contents", "MacOS", name)),
    );
  }
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
  const { PATH: path = "" } = env;
  const folders = ["/usr/bin", ...path.split(":").filter((folder) => folder.startsWith("/"))];
  return [...new Set(names.flatMap((name) => folders.map((folder) => posix.join(folder, name))))];
}
