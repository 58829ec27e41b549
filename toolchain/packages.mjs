import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ATTEMPTS = 2;
const HEARTBEAT_SECONDS = 10;
const EVIDENCE_LINES = 20;

/** An expected failure: its message says what to do, its stack says nothing. */
export class PackagesNotInstalled extends Error {}

/**
 * Whether node_modules holds what package-lock.json says. npm's own record of what it installed is compared by content:
 * a fresh checkout gives both files any order of time.
 *
 * @param {string} projectDir
 */
export function packagesAreCurrent(projectDir) {
  if (!existsSync(projectNode(projectDir))) return false;
  const wanted = lockedPackages(join(projectDir, "package-lock.json"));
  const installed = lockedPackages(join(projectDir, "node_modules", ".package-lock.json"));
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.optional || entry.devOptional) return true;
    return installed[path]?.version === entry.version && installed[path]?.link === entry.link;
  });
}

/**
 * The Node that npm's `node` package brought, whatever Node the machine has.
 *
 * @param {string} projectDir
 */
export function projectNode(projectDir) {
  return join(projectDir, "node_modules", "node", "bin", "node");
}

/**
 * Installs the packages of package-lock.json, with progress on stderr; a failed attempt is repeated once.
 *
 * @param {string} projectDir
 * @param {{ npm?: { file: string, args: string[] }, say?: (line: string) => void }} [options]
 * @throws {PackagesNotInstalled} with the command that failed and its last lines
 */
export async function installPackages(projectDir, options = {}) {
  const { npm = npmOfThisMachine(), say = (line) => process.stderr.write(`${line}\n`) } = options;
  // Scripts and devDependencies are asked for: a machine's own npm settings may leave them out, and nothing works then.
  const args = [
    ...npm.args,
    "ci",
    "--ignore-scripts=false",
    "--include=dev",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  for (let attempt = 1; ; attempt++) {
    say(`- npm packages: installing (npm ci)${attempt > 1 ? ", second attempt" : ""} ...`);
    const started = performance.now();
    const seconds = () => ((performance.now() - started) / 1000).toFixed(0);
    const heartbeat = setInterval(
      () => say(`    still installing, ${seconds()} s`),
      HEARTBEAT_SECONDS * 1000,
    );
    const { code, output } = await runQuietly(npm.file, args, projectDir);
    clearInterval(heartbeat);
    if (code === 0 && existsSync(projectNode(projectDir))) {
      say(`✓ npm packages: installed (${seconds()} s)`);
      return;
    }
    say(`✗ npm packages: npm ci ended with ${code} (${seconds()} s)`);
    if (attempt === ATTEMPTS) throw new PackagesNotInstalled(failureText(projectDir, code, output));
  }
}

function lockedPackages(path) {
  if (!existsSync(path)) return {};
  return JSON.parse(readFileSync(path, "utf8")).packages ?? {};
}

/** Under `npm run` the very npm that was called, else the one on PATH. */
function npmOfThisMachine() {
  const script = process.env.npm_execpath;
  return script?.endsWith(".js") ? { file: process.execPath, args: [script] } : { file: "npm", args: [] };
}

function runQuietly(file, args, cwd) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    // An interrupted installation is not a failed one: no second attempt.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      process.once(signal, () => {
        child.kill(signal);
        child.once("close", () => process.exit(130));
      });
    }
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.once("error", (error) => resolve({ code: error.code, output: error.message }));
    child.once("close", (code, signal) => resolve({ code: code ?? signal, output }));
  });
}

function failureText(projectDir, code, output) {
  const cause =
    code === 0
      ? "npm ci went through, but npm's `node` package has not brought its binary (its install script did not run)"
      : `npm ci in ${projectDir} failed ${ATTEMPTS} times, the last time with ${code}`;
  const lines = output.trimEnd().split("\n").slice(-EVIDENCE_LINES);
  return [
    `The npm packages could not be installed: ${cause} [packages-not-installed]`,
    ...lines.map((line) => `  | ${line}`),
    "  next: run `npm ci` in the project folder and follow what it says",
  ].join("\n");
}
