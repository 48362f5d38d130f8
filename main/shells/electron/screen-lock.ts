import type { PowerMonitor } from "electron";

/** What the shell tells the station when nobody can be trusted to sit before the screen any more. */
export const screenLocked = "screen-locked";

/** Tells when the session is locked or handed to somebody else, and when the machine goes to sleep: whoever comes back may be another. */
export function watchScreen(power: Pick<PowerMonitor, "on">, tell: () => void): void {
  power.on("lock-screen", tell);
  power.on("user-did-resign-active", tell);
  power.on("suspend", tell);
}

/** Whether a message of the shell says that the screen was locked; anything else is no word of this kind. */
export function saysLocked(message: unknown): boolean {
  return message === screenLocked;
}
