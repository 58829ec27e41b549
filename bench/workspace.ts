import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { execa } from "execa";

const PROJECT = resolve(import.meta.dirname, "..");

/** A copy of the project with a rehearsal of its own, so that measuring leaves the people's own one alone. */
export class Workspace implements AsyncDisposable {
  readonly dir: string;

  private constructor(dir: string) {
    this.dir = dir;
  }

  /** Copies what git knows or would know; packages and the built engine are shared. */
  static async create(): Promise<Workspace> {
    const dir = await mkdtemp(join(tmpdir(), "stage-bench-"));
    const { stdout } = await execa("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: PROJECT });
    for (const file of stdout.split("\0").filter(Boolean)) {
      await mkdir(dirname(join(dir, file)), { recursive: true });
      await cp(join(PROJECT, file), join(dir, file), { force: true });
    }
    await symlink(join(PROJECT, "node_modules"), join(dir, "node_modules"));
    const engines = join(".rehearsal", "pulumi", "versions");
    await mkdir(join(dir, ".rehearsal", "pulumi"), { recursive: true });
    await symlink(join(PROJECT, engines), join(dir, engines));
    return new Workspace(dir);
  }

  /** Runs a verb of `stage` on the workspace's rehearsal and resolves to what it prints as JSON. */
  async stage<T>(...args: string[]): Promise<T> {
    const command = [
      "--disable-warning=ExperimentalWarning",
      "cli/main.ts",
      ...args,
      "--rehearsal",
      "--json",
    ];
    const { stdout } = await execa(process.execPath, command, { cwd: this.dir });
    return JSON.parse(stdout || "null") as T;
  }

  /** Replaces a text that must be in a file. */
  async edit(file: string, from: string | RegExp, to: string): Promise<void> {
    const path = join(this.dir, file);
    const before = await readFile(path, "utf8");
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${file} does not contain ${from}`);
    await writeFile(path, after);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stage("down", "--yes");
    await rm(this.dir, { recursive: true, force: true });
  }
}
