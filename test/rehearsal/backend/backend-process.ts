import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { bundleOnHost } from "../../../components/bundle.ts";
import { freePort } from "../../free-port.ts";
import { type BackendEnvironment, startServers } from "./servers.ts";

const PROJECT = resolve(import.meta.dirname, "../../..");
const BUNDLE = resolve(PROJECT, "backend/dist/main.mjs");
const DEADLINE_MS = 15_000;

export interface LogLine {
  severity: string;
  message: string;
  time: string;
  [field: string]: unknown;
}

let bundled: Promise<boolean> | undefined;

/** The bundle that goes into the image, run as the process that the container would run. */
export class BackendProcess implements AsyncDisposable {
  readonly url: string;
  readonly logs: LogLine[] = [];
  readonly #child: ChildProcess;
  readonly #exited: Promise<number | null>;

  private constructor(port: number, environment: BackendEnvironment) {
    this.url = `http://127.0.0.1:${port}`;
    this.#child = spawn(process.execPath, [BUNDLE], {
      env: { PATH: process.env.PATH, PORT: String(port), ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (!this.#child.stdout) throw new Error("the backend has no standard output");
    const lines = createInterface(this.#child.stdout);
    lines.on("line", (line) => this.logs.push(JSON.parse(line) as LogLine));
    const closed = Promise.all([once(this.#child, "close"), once(lines, "close")]);
    this.#exited = closed.then(() => this.#child.exitCode);
  }

  /** Starts it beside the shared servers; variables given here win. Does not wait. */
  static async spawn(overrides: BackendEnvironment = {}): Promise<BackendProcess> {
    bundled ??= bundleOnHost({
      projectFolder: PROJECT,
      context: "backend",
      bundle: { entryPoint: "src/main.ts", outFile: "dist/main.mjs" },
    });
    await bundled;
    return new BackendProcess(await freePort(), { ...(await startServers()), ...overrides });
  }

  /** Starts it and waits until it takes requests. */
  static async start(overrides: BackendEnvironment = {}): Promise<BackendProcess> {
    const backend = await BackendProcess.spawn(overrides);
    await backend.logged(/^Startup completed/);
    return backend;
  }

  /** Waits for a log line; its absence is reported with the last lines seen. */
  async logged(pattern: RegExp): Promise<LogLine> {
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const found = this.logs.find(({ message }) => pattern.test(message));
      if (found) return found;
      if (this.#child.exitCode !== null || Date.now() > deadline) {
        const seen = this.logs.slice(-5).map((line) => JSON.stringify(line));
        throw new Error(
          `no log line ${pattern}, exit code ${this.#child.exitCode}; last:\n${seen.join("\n")}`,
        );
      }
      await delay(10);
    }
  }

  /** What it ends with by itself. */
  exitCode(): Promise<number | null> {
    return this.#exited;
  }

  /** Asks it to end as Cloud Run does. */
  stop(): Promise<number | null> {
    this.#child.kill("SIGTERM");
    return this.#exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#exited;
  }
}
