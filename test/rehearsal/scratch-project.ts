import { type ChildProcess, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

const PROJECT = resolve(import.meta.dirname, "../..");
const NOT_COPIED = new Set(["node_modules", ".rehearsal", ".git", "test", "bench", "dist"]);
/** Slow to get and never changed by a run, so every checkout may use the same. */
const SHARED = [
  ".rehearsal/pulumi/versions/*/bin/pulumi",
  ".rehearsal/compile-cache",
  "backend/node_modules",
];

/** How a run of `stage` ended. */
export interface StageRun {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** A run of `stage` that goes on. */
export interface RunningStage {
  process: ChildProcess;
  /** Resolves once stderr holds this, rejects when the run ends before. */
  seen(text: string | RegExp): Promise<void>;
  ended: Promise<StageRun>;
}

/** A checkout of its own, with a rehearsal of its own: what a test does in it leaves the developer's alone. */
export interface ScratchProject {
  dir: string;
  stage(args: string[]): Promise<StageRun>;
  /** Runs `stage` with `--json` and gives what it printed; a failed run rejects with its stderr. */
  stageJson<T>(args: string[]): Promise<T>;
  start(args: string[]): RunningStage;
  /** Rewrites a file of the checkout; fails when that changes nothing. */
  edit(file: string, change: (text: string) => string): void;
  /** Takes the rehearsal down and the checkout away. */
  remove(): Promise<void>;
}

/**
 * Copies the sources as they are now, and links what is slow to get. Every run of `stage` gets `env` on top of its own. An `up` is
 * validated only where the test is about that: it takes seconds, and programs made for other tests are not READY.
 */
export function createScratchProject(
  env: Record<string, string> = {},
  { validated = false }: { validated?: boolean } = {},
): ScratchProject {
  const dir = mkdtempSync(join(tmpdir(), "stage-"));
  cpSync(PROJECT, dir, {
    recursive: true,
    filter: (path) => path === PROJECT || !NOT_COPIED.has(basename(path)),
  });
  symlinkSync(join(PROJECT, "node_modules"), join(dir, "node_modules"));
  for (const shared of SHARED) link(dir, shared);
  copyEngine(dir);
  const facts = join(PROJECT, ".rehearsal", "toolchain.json");
  if (existsSync(facts)) cpSync(facts, join(dir, ".rehearsal", "toolchain.json"));
  const start = (args: string[]) =>
    startStage(dir, args[0] === "up" && !validated ? [...args, "--no-validate"] : args, env);
  const stage = (args: string[]) => start(args).ended;
  return {
    dir,
    start,
    stage,
    async stageJson<T>(args: string[]) {
      const { exitCode, stdout, stderr } = await stage([...args, "--json"]);
      if (exitCode !== 0) throw new Error(`stage ${args.join(" ")} ended with ${exitCode}:\n${stderr}`);
      return JSON.parse(stdout) as T;
    },
    edit(file, change) {
      const before = readFileSync(join(dir, file), "utf8");
      const after = change(before);
      if (after === before) throw new Error(`${file} does not hold what the test would change`);
      writeFileSync(join(dir, file), after);
    },
    async remove() {
      const { exitCode, stderr } = await stage(["down", "--rehearsal", "--yes"]);
      rmSync(dir, { recursive: true, force: true });
      if (exitCode !== 0) throw new Error(`stage down ended with ${exitCode}:\n${stderr}`);
    },
  };
}

/** Copied, not linked: the engine looks for its language host beside the file that it is. */
function copyEngine(dir: string): void {
  const { dependencies } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8"));
  const path = join(".rehearsal/pulumi/versions", dependencies.pulumi, "bin/pulumi");
  if (existsSync(join(PROJECT, path))) cpSync(join(PROJECT, path), join(dir, path));
}

function link(dir: string, path: string): void {
  if (!existsSync(join(PROJECT, path))) return;
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  symlinkSync(join(PROJECT, path), join(dir, path));
}

function startStage(dir: string, args: string[], env: Record<string, string>): RunningStage {
  const child = spawn(process.execPath, [join(dir, "cli", "main.ts"), ...args], {
    cwd: dir,
    env: { ...process.env, NODE_COMPILE_CACHE: join(dir, ".rehearsal", "compile-cache"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  const waiting = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      output[name] += text;
      for (const look of waiting) look();
    });
  }
  const ended = new Promise<StageRun>((resolveRun, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolveRun({ exitCode: code ?? -1, ...output }));
  });
  const seen = (text: string | RegExp) =>
    new Promise<void>((resolveSeen, reject) => {
      const look = () => {
        if (!(typeof text === "string" ? output.stderr.includes(text) : text.test(output.stderr))) return;
        waiting.delete(look);
        resolveSeen();
      };
      waiting.add(look);
      look();
      ended.then(() => reject(new Error(`stage ended before it said ${text}:\n${output.stderr}`)), reject);
    });
  return { process: child, ended, seen };
}
