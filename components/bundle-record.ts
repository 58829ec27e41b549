import { createHash } from "node:crypto";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What a bundle was made from; when all of it is as it was, the bundle need not be made again. */
export interface BundleRecord {
  /** Everything else that decides the result: options and esbuild's version. */
  recipe: string;
  /** Size and time of change of every file that went in, and of the bundle itself. */
  files: Record<string, string>;
}

/**
 * Where the record of a bundle is kept: outside of the build context, whose content decides whether the image is built
 * anew, and in the folder for caches that every tool clears.
 */
export function bundleRecordPath(projectFolder: string, outFile: string): string {
  const id = createHash("sha256").update(outFile).digest("hex").slice(0, 16);
  return join(projectFolder, "node_modules", ".cache", "stage", `bundle-${id}.json`);
}

/** Whether the record is there, for this recipe, and every file is as it was. */
export async function isUpToDate(recordPath: string, recipe: string): Promise<boolean> {
  const record = await readRecord(recordPath);
  if (record?.recipe !== recipe) return false;
  const checks = Object.entries(record.files).map(
    async ([path, fingerprint]) => (await fingerprintOf(path)) === fingerprint,
  );
  return (await Promise.all(checks)).every(Boolean);
}

export async function writeRecord(recordPath: string, recipe: string, paths: string[]): Promise<void> {
  const files = await Promise.all(paths.map(async (path) => [path, await fingerprintOf(path)] as const));
  await mkdir(dirname(recordPath), { recursive: true });
  await writeFile(recordPath, JSON.stringify({ recipe, files: Object.fromEntries(files) }));
}

/** A record that is missing or damaged counts as none. */
async function readRecord(path: string): Promise<BundleRecord | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as BundleRecord;
  } catch {
    return undefined;
  }
}

async function fingerprintOf(path: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path);
    return `${size} ${mtimeMs}`;
  } catch {
    return "missing";
  }
}
