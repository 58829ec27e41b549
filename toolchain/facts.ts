import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isSystemError } from "../faults/system-error.ts";

/** The files that decide which tools, in which versions, are wanted; a change makes all facts void. */
const DECIDING_FILES = ["package-lock.json", "toolchain/pulumi/go.mod"];
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * What was learnt about this machine and is slow to learn again, such as the version of a binary or that a download failed.
 * Kept in `.rehearsal/toolchain.json` where that can be written; never taken for proof that something is still there.
 */
export interface Facts {
  get<T>(name: string): T | undefined;
  set(name: string, value: unknown): void;
  /** Whether this failed within the last day, so that trying again is left to `stage doctor --refresh`. */
  failedLately(name: string): boolean;
  setFailed(name: string): void;
  forgetFailures(): void;
}

/** Opens the facts of a project; what is unreadable, or was learnt for other versions, is void. */
export function openFacts(projectDir: string, now: () => number = Date.now): Facts {
  const path = join(projectDir, ".rehearsal", "toolchain.json");
  const key = keyOf(projectDir);
  let facts = read(path, key);
  const write = (name: string, value: unknown) => {
    // Others of this project may have written since: what they learnt is kept.
    facts = { ...facts, ...read(path, key), [name]: value };
    keep(path, `${JSON.stringify({ key, facts }, null, 2)}\n`);
  };
  return {
    get: <T>(name: string) => facts[name] as T | undefined,
    set: write,
    failedLately(name) {
      const failedAt = facts[`failed: ${name}`];
      return typeof failedAt === "number" && now() - failedAt < DAY_MILLISECONDS;
    },
    setFailed: (name) => write(`failed: ${name}`, now()),
    forgetFailures() {
      for (const name of Object.keys(facts)) if (name.startsWith("failed: ")) write(name, null);
    },
  };
}

function keyOf(projectDir: string): string {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}`);
  for (const file of DECIDING_FILES) hash.update(readFileSync(join(projectDir, file)));
  return hash.digest("hex");
}

/** A cache: where it cannot be written, everything is learnt anew by every command. */
function keep(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

function read(path: string, key: string): Record<string, unknown> {
  try {
    const stored = JSON.parse(readFileSync(path, "utf8"));
    return stored.key === key ? stored.facts : {};
  } catch {
    // A cache: absent, half-written or from another version, it is learnt anew.
    return {};
  }
}
