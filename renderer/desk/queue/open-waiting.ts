/** Opens the screen for those who wait, in a window of its own that has no session: it may stand in the hall. */
export function openWaitingScreen(): void {
  window.open(`${location.pathname}#waiting`, "_blank", "noopener,popup,width=1280,height=720");
}
