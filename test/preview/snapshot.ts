import { readFileSync } from "node:fs";
import { join } from "node:path";
import { previewComment } from "../../preview/comment.ts";
import { recordedFacts } from "./recorded-streams.ts";

/** Where the comments of the recorded previews are kept, to be read by people. */
export const SNAPSHOTS = join(import.meta.dirname, "snapshots");

/** The file of a recorded preview's comment. */
export function snapshotFile(name: string): string {
  return join(SNAPSHOTS, `${name}.md`);
}

/** What its comment has to say. */
export function snapshot(name: string): string {
  return readFileSync(snapshotFile(name), "utf8");
}

/** What its comment says. */
export function commentOf(name: string): string {
  return `${previewComment(recordedFacts(name)).text}\n`;
}
