import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "../../faults/fault.ts";
import { readPidFile, writePidFile } from "../../rehearsal/databases/pid-file.ts";
import {
  type ProcessSpec,
  type SupervisedProcess,
  supervise,
} from "../../rehearsal/databases/supervised-process.ts";
import { waitUntil } from "../../rehearsal/databases/wait-until.ts";

const SERVER = `
  const path = process.argv[1];
  require("node:fs").rmSync(path, { force: true });
  require("node:net").createServer((socket) => socket.end()).listen(path);
`;

describe("a supervised server", () => {
  let directory: string;
  let running: SupervisedProcess[];
  let crashes: string[];
  let crashed: (title: string) => void;

  beforeEach(() => {
    // Of this test alone: a watch that an earlier one began may still end.
    const own: string[] = [];
    crashes = own;
    crashed = (title) => own.push(title);
    directory = mkdtempSync(join(tmpdir(), "stage-supervised-"));
    running = [];
  });
  afterEach(async () => {
    for (const server of running) await server.stop();
    rmSync(directory, { recursive: true });
  });

  function spec(changes: Partial<ProcessSpec> = {}): ProcessSpec {
    const socket = join(directory, "s.sock");
    return {
      ...{ title: "The server", command: process.execPath, args: ["-e", SERVER, socket], cwd: directory },
      ...{
        pidFile: join(directory, "server.pid"),
        logFile: join(directory, "server.log"),
        stopSignal: "SIGTERM",
      },
      ready: () => answers(socket),
      ...changes,
    };
  }
  async function start(changes: Partial<ProcessSpec> = {}): Promise<SupervisedProcess> {
    const server = await supervise(spec(changes), crashed);
    running.push(server);
    return server;
  }

  it("answers once it has started, and is gone with its pid file once it is stopped", async () => {
    const server = await start();
    assert.equal(readPidFile(spec().pidFile)?.pid, server.pid());
    await server.stop();
    assert.equal(await spec().ready(), false);
    assert.equal(existsSync(spec().pidFile), false);
  });

  it("takes no connection once it is stopped, also where its threads end one after the other", async function () {
    this.timeout(120_000);
    const answering: number[] = [];
    for (let round = 1; round <= 30; round += 1) {
      const server = await supervise(spec(), crashed);
      await server.stop();
      if (await spec().ready()) answering.push(round);
    }
    assert.deepEqual(answering, []);
  });

  it("is taken over by the next one who starts it, as long as it answers", async () => {
    const first = await start();
    const second = await start();
    assert.equal(second.pid(), first.pid());
  });

  it("is replaced where it does not answer", async () => {
    const first = await start({ args: ["-e", "setInterval(() => {}, 1000)"], ready: async () => true });
    const second = await start();
    assert.notEqual(second.pid(), first.pid());
    assert.equal(await spec().ready(), true);
  });

  it("is started again when it ends by itself", async () => {
    const server = await start();
    const first = server.pid();
    process.kill(first, "SIGKILL");
    assert.ok(await waitUntil(async () => server.pid() !== first && (await spec().ready()), 8));
    assert.deepEqual(crashes, ["The server"]);
  });

  it("that does not start is a fault with the last lines it wrote", async () => {
    await assert.rejects(
      start({ args: ["-e", 'console.error("no room"); process.exit(4)'], ready: async () => false }),
      (error) =>
        error instanceof Fault &&
        error.code === "server-not-started" &&
        error.message === "The server did not start: it ended with code 4" &&
        error.evidence.join() === "no room",
    );
  });
});

describe("a pid file", () => {
  it("does not count for another process that has the number by now", () => {
    const directory = mkdtempSync(join(tmpdir(), "stage-pid-"));
    const path = join(directory, "pid");
    const recorded = writePidFile(path, process.pid);
    assert.deepEqual(readPidFile(path), recorded);
    writeFileSync(path, JSON.stringify({ ...recorded, identity: "another boot:1" }));
    assert.equal(readPidFile(path), undefined);
    writeFileSync(path, '{"pid":');
    assert.equal(readPidFile(path), undefined);
    rmSync(directory, { recursive: true });
  });
});

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
