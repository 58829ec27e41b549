import { readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { BuildFailure, BuildOptions } from "esbuild";
import { Fault } from "../faults/fault.ts";
import type { BundleSettings } from "../settings/image.ts";
import { bundleRecordPath, isUpToDate, writeRecord } from "./bundle-record.ts";

export interface BundleRequest {
  /** The project's folder, absolute. */
  projectFolder: string;
  /** The build context, relative to the project. */
  context: string;
  bundle: BundleSettings;
}

/** By the file that they make: services that share a context wait for one bundle. */
const underWay = new Map<string, Promise<boolean>>();

/**
 * Bundles a Node program into one file of its build context, so that the image needs no packages. Does nothing when no
 * input has changed. The result depends on the sources only, not on the machine or the time.
 *
 * @returns whether a bundle was made.
 * @throws Fault `bundle-failed` with esbuild's messages.
 */
export function bundleOnHost(request: BundleRequest): Promise<boolean> {
  const outFile = resolve(request.projectFolder, request.context, request.bundle.outFile);
  const running = underWay.get(outFile);
  if (running) return running;
  const bundling = bundleInto(outFile, request).finally(() => underWay.delete(outFile));
  underWay.set(outFile, bundling);
  return bundling;
}

async function bundleInto(
  outFile: string,
  { projectFolder, context, bundle }: BundleRequest,
): Promise<boolean> {
  const folder = resolve(projectFolder, context);
  const recordPath = bundleRecordPath(projectFolder, outFile);
  const recipe = JSON.stringify({ ...buildOptions(bundle), esbuild: esbuildVersion() });
  if (await isUpToDate(recordPath, recipe)) return false;
  const { code, inputs } = await build(folder, bundle);
  await writeIfChanged(outFile, code);
  const sources = inputs.map((input) => resolve(folder, input));
  const resolution = [join(folder, "package.json"), join(folder, "tsconfig.json")];
  await writeRecord(recordPath, recipe, [...sources, ...resolution, outFile]);
  return true;
}

/** How a program is bundled; what else bundles it must do the same. */
export function buildOptions({ entryPoint, outFile }: BundleSettings) {
  return {
    entryPoints: [entryPoint],
    outfile: outFile,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    legalComments: "none",
    // CommonJS packages inside of an ES module still call require.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  } satisfies BuildOptions;
}

let builds = 0;

async function build(
  folder: string,
  bundle: BundleSettings,
): Promise<{ code: Uint8Array; inputs: string[] }> {
  const esbuild = await import("esbuild");
  builds += 1;
  try {
    const result = await esbuild.build({
      ...buildOptions(bundle),
      absWorkingDir: folder,
      metafile: true,
      write: false,
      logLevel: "silent",
    });
    const [output] = result.outputFiles;
    if (!output) throw new Error(`esbuild gave no output for ${bundle.entryPoint}`);
    return { code: output.contents, inputs: Object.keys(result.metafile.inputs) };
  } catch (error) {
    throw isBuildFailure(error) ? bundleFailed(folder, bundle, error) : error;
  } finally {
    builds -= 1;
    // A build that is still running would never end, and the program with it.
    if (builds === 0) await esbuild.stop();
  }
}

/** An untouched file keeps its time, and so whatever watches or caches it. */
async function writeIfChanged(path: string, content: Uint8Array): Promise<void> {
  const before = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (before?.equals(content)) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** From the package's own manifest, as loading esbuild for its version costs more than the rest. */
function esbuildVersion(): string {
  const manifest = createRequire(import.meta.url).resolve("esbuild/package.json");
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && Array.isArray((error as BuildFailure).errors);
}

function bundleFailed(folder: string, { entryPoint }: BundleSettings, failure: BuildFailure): Fault {
  return new Fault({
    code: "bundle-failed",
    outcome: "usage",
    summary: `${entryPoint} cannot be bundled`,
    evidence: failure.errors.map(({ text, location }) =>
      location ? `${join(folder, location.file)}:${location.line}:${location.column}: ${text}` : text,
    ),
    next: "correct the source; `npx tsc --noEmit` shows the same and more",
    cause: failure,
  });
}
