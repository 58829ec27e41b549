import { resolve } from "node:path";

/** A path as seen from where the command was called: `stage` itself always runs in the project's folder. */
export function fromCaller(path: string): string {
  return resolve(process.env.STAGE_CALLED_FROM ?? "", path);
}
