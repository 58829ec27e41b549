import { access, constants, mkdir, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { Fault } from "../faults/fault.ts";
import { formatFault } from "../faults/format.ts";
import type { Output } from "./output.ts";

/** What an option names to be written: one file, or a folder for several. */
type OutputKind = "file" | "folder";

const EXPECTED: Record<OutputKind, string> = {
  file: "a file that can be written",
  folder: "a folder that can be written to",
};

/**
 * Looks whether what an option names can be written, for before long work; makes nothing. What shows only when it is written,
 * such as a full disk, {@link writeOutput} tells. Fails with the Fault `output-unwritable`.
 */
export async function expectWritable(option: string, path: string, kind: OutputKind = "file"): Promise<void> {
  const unfit = await unfitnessOf(path, kind).catch((error: NodeJS.ErrnoException) => error.message);
  if (unfit !== undefined) throw unwritable(option, path, kind, unfit);
}

/** Writes a text into the file that an option names, in folders that need not be there yet. Fails with the Fault `output-unwritable`. */
export async function writeOutput(option: string, path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw unwritable(option, path, "file", code === "EISDIR" ? "a folder" : message, error);
  }
}

/** Writes what goes beside a result that is printed already; the result's own fault is what the command ends with, where it has one. */
export async function afterResult(
  fault: Fault | undefined,
  write: () => Promise<void>,
  output: Pick<Output, "note">,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(fault && error instanceof Fault)) throw error;
    output.note(formatFault(error));
  }
  if (fault) throw fault;
}

/** Undefined where it can be written: it, or the nearest folder that is there. */
async function unfitnessOf(path: string, kind: OutputKind): Promise<string | undefined> {
  const found = await stat(path).catch(missing);
  if (!found) return unfitnessOf(dirname(path), "folder");
  if (kind === "file" && found.isDirectory()) return "a folder";
  if (kind === "folder" && !found.isDirectory()) return `${path} is no folder`;
  await access(path, kind === "folder" ? constants.W_OK | constants.X_OK : constants.W_OK);
  return undefined;
}

/** Below a file there is nothing, as below a folder that is not there. */
function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
}

function unwritable(option: string, path: string, kind: OutputKind, actual: string, cause?: unknown): Fault {
  return new Fault({
    code: "output-unwritable",
    outcome: "usage",
    summary: `${path} cannot be written.`,
    findings: [{ path: option, expected: EXPECTED[kind], actual }],
    cause,
  });
}
