import { userInfo } from "node:os";

/** Who acts at the command line, as the audit writes it. The technician has no PIN: whoever may read the data folder acts under the name the machine knows them by. */
export function technician(): string {
  try {
    return `system:${userInfo().username}`;
  } catch {
    // A container may run under a number that has no name.
    return `system:${process.getuid?.() ?? "unknown"}`;
  }
}
