import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type ContextFile, contextFile, contextFiles } from "./context-files.ts";

/**
 * A hash over a build context and its Dockerfile: names, modes, contents and link targets, never times. Equal digests mean
 * that nothing has to be built.
 */
export function contextDigest(context: string, dockerfile: string): string {
  const digest = createHash("sha256");
  // Under one name wherever it is: the builder cares about the Dockerfile's content only.
  addFile(digest, { ...contextFile(dockerfile, "Dockerfile"), mode: 0 });
  for (const file of contextFiles(context, dockerfile)) addFile(digest, file);
  return digest.digest("hex");
}

function addFile(digest: ReturnType<typeof createHash>, { name, path, mode, linkTarget }: ContextFile): void {
  const content = linkTarget === undefined ? readFileSync(path) : `-> ${linkTarget}`;
  digest.update(`${name}\0${mode.toString(8)}\0${createHash("sha256").update(content).digest("hex")}\0`);
}
