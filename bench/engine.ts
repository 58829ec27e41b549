import { mkdir, symlink, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { execa } from "execa";
import type { PolicyPackUse } from "../cli/engine/engine.ts";
import { locateProject, STACK } from "../cli/project.ts";
import { packProgram } from "../cli/target/policy-pack.ts";
import { rehearsalEnvironment } from "../cli/target/rehearsal-engine.ts";
import { stateEncryption } from "../cli/target/state-encryption.ts";
import type { ScratchProject } from "../test/rehearsal/scratch-project.ts";
import { ensureToolchain } from "../toolchain/index.ts";

const EMPTY_PROJECT =
  "name: empty\nmain: index.ts\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n";

/** The bare engine, in the workspace's program and in an empty one beside it. */
export class BareEngine {
  readonly #binary: string;
  readonly #dir: string;
  readonly #emptyDir: string;
  readonly #overlayFile: string;
  readonly #secretsProvider: string;
  readonly #env: Record<string, string>;

  private constructor(workspace: ScratchProject, binary: string) {
    const project = locateProject(workspace.dir);
    this.#binary = binary;
    this.#dir = project.dir;
    this.#overlayFile = project.overlayFile;
    this.#secretsProvider = stateEncryption(project).provider;
    this.#emptyDir = join(project.rehearsalDir, "empty");
    const path = [dirname(binary), join(project.dir, "node_modules", ".bin"), process.env.PATH];
    this.#env = { ...rehearsalEnvironment(project), PATH: path.join(delimiter) };
  }

  /** Wants a workspace that has been brought up once. */
  static async of(workspace: ScratchProject): Promise<BareEngine> {
    const { pulumiBinary } = await ensureToolchain({ projectDir: workspace.dir, baseImages: [] });
    const engine = new BareEngine(workspace, pulumiBinary);
    await engine.#makeEmptyProgram();
    return engine;
  }

  /** As `stage env` has it: under the policies. */
  async preview(): Promise<void> {
    const project = locateProject(this.#dir);
    const configFile = join(project.rehearsalDir, "policies.json");
    await this.previewWith(this.#overlayFile, { pack: packProgram(project), configFile });
  }

  /** A preview by these settings; without policies where none are given. Resolves to what the engine printed. */
  async previewWith(
    settingsFile: string,
    policies?: PolicyPackUse & { configFile: string },
  ): Promise<string> {
    const options = ["--stack", STACK, "--config-file", settingsFile, "--non-interactive"];
    const pack = policies
      ? ["--policy-pack", policies.pack, "--policy-pack-config", policies.configFile]
      : [];
    const { stdout } = await execa(this.#binary, ["preview", ...options, ...pack], {
      cwd: this.#dir,
      env: this.#env,
    });
    return stdout;
  }

  async previewEmpty(): Promise<void> {
    await this.#runEmpty("preview", "--stack", STACK, "--non-interactive");
  }

  async upEmpty(): Promise<void> {
    await this.#runEmpty("up", "--stack", STACK, "--non-interactive", "--yes", "--skip-preview");
  }

  async #makeEmptyProgram(): Promise<void> {
    await mkdir(this.#emptyDir, { recursive: true });
    await writeFile(join(this.#emptyDir, "Pulumi.yaml"), EMPTY_PROJECT);
    await writeFile(join(this.#emptyDir, "package.json"), '{ "type": "module" }\n');
    await writeFile(join(this.#emptyDir, "index.ts"), "export {};\n");
    await symlink(join(this.#dir, "node_modules"), join(this.#emptyDir, "node_modules"));
    await this.#runEmpty("stack", "init", STACK, "--secrets-provider", this.#secretsProvider);
    await this.upEmpty();
  }

  async #runEmpty(...args: string[]): Promise<void> {
    await execa(this.#binary, args, { cwd: this.#emptyDir, env: this.#env });
  }
}
