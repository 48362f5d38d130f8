/** Whether a window can be shown: always on Windows and macOS, elsewhere when X11 or Wayland is announced. */
export function hasDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  if (platform === "win32" || platform === "darwin") return true;
  const { DISPLAY: x11, WAYLAND_DISPLAY: wayland } = env;
  return Boolean(x11) || Boolean(wayland);
}
