/** How the desk's window is to be opened. */
export interface WindowWish {
  readonly url: string;
  readonly profileFolder: string;
  readonly kiosk: boolean;
  /** Chromium refuses its sandbox to root: the window then runs without, which the caller must say. */
  readonly asRoot: boolean;
}

/** The command line of one window of its own profile that shows the desk, and nothing of a browser (platform §4). */
export function browserArguments(wish: WindowWish): readonly string[] {
  return [
    `--app=${wish.url}`,
    `--user-data-dir=${wish.profileFolder}`,
    ...(wish.kiosk
      ? ["--kiosk", "--disable-pinch", "--overscroll-history-navigation=0"]
      : ["--start-maximized"]),
    ...(wish.asRoot ? ["--no-sandbox"] : []),
    "--no-first-run",
    "--no-default-browser-check",
    "--password-store=basic",
    "--noerrdialogs",
    "--hide-crash-restore-bubble",
    "--disable-extensions",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-features=Translate,MediaRouter,OptimizationHints",
  ];
}
