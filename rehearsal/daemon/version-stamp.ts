import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** The provider stand-ins are programs of their own. */
const NOT_THE_DAEMON = "provider";

/** Changes whenever a source file of the rehearsal does, so that no daemon goes on with sources of yesterday. */
export function versionStamp(sourceDir: string = join(import.meta.dirname, "..")): string {
  const hash = createHash("sha256");
  for (const path of sourceFiles(sourceDir)) {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest("hex");
}

function sourceFiles(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter(({ name }) => name !== NOT_THE_DAEMON)
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return sourceFiles(path);
      return /\.(ts|proto)$/.test(entry.name) ? [path] : [];
    })
    .sort();
}
