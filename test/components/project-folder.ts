import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const ALPINE_DOCKERFILE = `ARG BASE_IMAGE=node:24-alpine
FROM \${BASE_IMAGE}
COPY server.mjs ./
USER node
CMD ["node", "server.mjs"]
`;

/** A project in a folder of its own, removed when the tests of the block are through. */
export function projectFolder(
  files: Record<string, string> = { "backend/Dockerfile": ALPINE_DOCKERFILE },
): string {
  const folder = mkdtempSync(join(tmpdir(), "project-"));
  for (const [path, content] of Object.entries(files)) writeInto(folder, path, content);
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function writeInto(folder: string, path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
