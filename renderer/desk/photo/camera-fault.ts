/** Why there is no picture from a camera, as the person at the desk can act on it. */
export type CameraFault = "absent" | "refused" | "taken" | "failed";

/** What the browser's name for a failure means. Source: Media Capture and Streams, §10.2 getUserMedia. */
export function cameraFaultOf(name: string): CameraFault {
  switch (name) {
    case "NotFoundError":
    case "OverconstrainedError":
      return "absent";
    case "NotAllowedError":
    case "SecurityError":
      return "refused";
    case "NotReadableError":
      return "taken";
    default:
      return "failed";
  }
}
