import { putDetectorFiles } from "./detector-files.mjs";

/** The tests' detector is the one that is shipped. */
export function setup() {
  putDetectorFiles();
}
