import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { CommandOptions, CommandResult } from "../../toolchain/command.ts";
import { openFacts } from "../../toolchain/facts.ts";
import type { Machine } from "../../toolchain/machine.ts";

/** What a command does when it is run; it may write files, as the real one would. */
type Behaviour = (args: string[], options: CommandOptions) => Partial<CommandResult>;

/** A project in a temporary folder on a machine where only declared commands exist. */
export class FakeMachine implements Machine {
  projectDir = mkdtempSync(join(tmpdir(), "stage-toolchain-"));
  rehearsalDir = join(this.projectDir, ".rehearsal");
  pulumiHome = join(this.rehearsalDir, "pulumi");
  binDir = join(this.projectDir, "bin");
  env: NodeJS.ProcessEnv = {};
  searchPath = this.binDir;
  retryPauseSeconds = 0;
  controller = new AbortController();
  signal = this.controller.signal;
  isRoot = true;
  /** Every command line, in order. */
  ran: string[] = [];
  /** Every URL asked, in order. */
  asked: string[] = [];
  answering = false;
  facts;
  #behaviours = new Map<string, Behaviour>();
  #installed = 0;

  constructor() {
    this.write(
      "package.json",
      JSON.stringify({ dependencies: { pulumi: "3.1.0", "@pulumi/pulumi": "3.1.0", node: "24.0.0" } }),
    );
    this.write("package-lock.json", "{}");
    this.write("toolchain/pulumi/go.mod", "module test\n");
    this.facts = openFacts(this.projectDir);
  }

  /** A file of the project; returns its path. */
  write(path: string, content: string, mode = 0o644): string {
    const full = join(this.projectDir, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content, { mode });
    return full;
  }

  /** Puts a command on PATH; again is another binary, of another size: two writes may fall into one tick of the file's clock. */
  install(name: string, behaviour: Behaviour): string {
    const path = this.write(`bin/${name}`, `binary of ${name}\n`.repeat(++this.#installed), 0o755);
    this.#behaviours.set(path, behaviour);
    return path;
  }

  /** A command at a path of its own. */
  behave(path: string, behaviour: Behaviour): void {
    this.#behaviours.set(path, behaviour);
  }

  run = async (file: string, args: string[], options: CommandOptions = {}): Promise<CommandResult> => {
    const command = [file.replace(`${this.projectDir}/`, ""), ...args].join(" ");
    this.ran.push(command);
    const behaviour = this.#behaviours.get(file);
    if (!behaviour) throw new Error(`nobody declared the command ${command}`);
    const result = behaviour(args, options);
    const succeeded = result.succeeded ?? true;
    return {
      command,
      succeeded,
      ending: succeeded ? "exit code 0" : "exit code 1",
      stdout: result.output ?? "",
      output: "",
      ...result,
    };
  };

  answers = async (url: string): Promise<boolean> => {
    this.asked.push(url);
    return this.answering;
  };

  remove(): void {
    rmSync(this.projectDir, { recursive: true, force: true });
  }
}
