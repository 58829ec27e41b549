/** `npm test`: the toolchain, then the unit tests and those on real containers; the last line counts both. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatError } from "../faults/format.ts";
import { ensureToolchain } from "./index.ts";
import { passOn } from "./pass-on.mjs";
import { showSteps } from "./show-live.ts";

interface Counts {
  passed: number;
  failed: number;
  failures: Failure[];
}

interface Failure {
  /** The titles from the outermost `describe` to the test. */
  title: string;
  /** The first line of the error. */
  message: string;
}

const projectDir = join(import.meta.dirname, "..");
const suites = [".mocharc.unit.json", ".mocharc.rehearsal.json"];

/** The exit code; a toolchain that cannot be set up counts as one failure, and what needs none of it is still tested. */
async function main(mochaArguments: string[]): Promise<number> {
  const total: Counts = { passed: 0, failed: 0, failures: [] };
  const setUp = await setUpToolchain();
  if (!setUp) {
    total.failed++;
    total.failures.push({ title: "toolchain", message: "could not be set up" });
  }
  let interrupted = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.once(signal, () => {
      interrupted = true;
    });
  }
  for (const suite of setUp ? suites : suites.slice(0, 1)) {
    const counts = await runSuite(suite, mochaArguments);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.failures.push(...counts.failures);
    if (interrupted) break;
  }
  // Again at the end: the unit tests' failures lie thousands of lines above, and CI keeps only the last ones.
  for (const { title, message } of total.failures) process.stdout.write(`✗ ${title}: ${message}\n`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? 0 : 1;
}

async function setUpToolchain(): Promise<boolean> {
  const started = performance.now();
  try {
    const { found } = await ensureToolchain({ projectDir, show: showSteps(process.stdout) });
    for (const { what, standsInFor } of found) {
      if (standsInFor) process.stdout.write(`${what}: a stand-in for ${standsInFor}\n`);
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`toolchain in place (${seconds} s)\n`);
    return true;
  } catch (error) {
    process.stdout.write(`${formatError(error)}\n`);
    return false;
  }
}

/** Mocha's own counts; a run that did not come to its end (a crash, a signal, no test found) counts as one more failure. */
async function runSuite(config: string, mochaArguments: string[]): Promise<Counts> {
  const scratch = mkdtempSync(join(tmpdir(), "stage-tests-"));
  const countsFile = join(scratch, "counts.json");
  // Not mocha's command: that one starts this in a child, which outlives it when a signal ends the run.
  const mocha = join(projectDir, "node_modules", "mocha", "lib", "cli", "cli.js");
  const reporter = join(import.meta.dirname, "count-reporter.mjs");
  try {
    const code = await passOn(
      process.execPath,
      [
        "--disable-warning=ExperimentalWarning",
        mocha,
        "--config",
        config,
        "--reporter",
        reporter,
        "--reporter-option",
        `counts=${countsFile}`,
        ...mochaArguments,
      ],
      { cwd: projectDir },
    );
    const counts = readCounts(countsFile);
    if (counts?.ended && (code === 0 || counts.failed > 0)) return counts;
    const early = { title: `mocha --config ${config}`, message: `ended with ${code} before its end` };
    return {
      passed: counts?.passed ?? 0,
      failed: (counts?.failed ?? 0) + 1,
      failures: [...(counts?.failures ?? []), early],
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function readCounts(path: string): (Counts & { ended: boolean }) | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

process.exitCode = await main(process.argv.slice(2));
