import assert from "node:assert/strict";
import type { UpResult } from "../../cli/deploy/up-result.ts";
import type { DrillResult } from "../../cli/drill/drill-result.ts";
import { createScratchProject, type ScratchProject } from "./scratch-project.ts";

describe("a rollback drill", () => {
  let project: ScratchProject;
  let first: string;
  let second: string;

  before(async () => {
    project = createScratchProject();
    first = await up();
    project.edit("backend/src/http/health-routes.ts", (text) =>
      text.replace("Welcome to Netra API", "Welcome again to Netra API"),
    );
    second = await up();
  });
  after(() => project.remove());

  async function up(): Promise<string> {
    const { services } = await project.stageJson<UpResult>(["up", "--rehearsal"]);
    const [service] = services;
    assert.ok(service?.newRevision);
    return service.revision;
  }

  it("loses no request and no WebSocket under 200 requests/s and 50 WebSockets, and nothing comes late", async () => {
    const result = await project.stageJson<DrillResult>(["drill", "--rehearsal"]);
    assert.equal(result.target, first);
    assert.deepEqual(
      [result.requests.failures, result.requests.lateFromOthers, result.webSockets.reasons],
      [{}, 0, {}],
    );
    assert.equal(result.webSockets.opened, 50);
    assert.ok(result.webSockets.pongs >= 50 * 10, `${result.webSockets.pongs} pongs`);
    const { sent, answeredBy } = result.requests;
    const seconds = 6 + result.commandSeconds;
    // Its pauses of three seconds may last longer on a busy machine, never less.
    assert.ok(sent > 200 * (seconds - 1) && sent < 200 * (seconds + 3), `${sent} requests in ${seconds} s`);
    assert.deepEqual(Object.keys(answeredBy).sort(), [first, second].sort());
    assert.ok(result.secondsUntilAllOnTarget < result.commandSeconds);
    assert.ok((answeredBy[first] ?? 0) > 500, `${answeredBy[first]} answers from the target`);
  });

  it("fails with exit code 4 where the path that it asks fails", async () => {
    const { exitCode, stderr } = await project.stage(["drill", "--rehearsal", "--path", "/api/threads"]);
    assert.equal(exitCode, 4);
    assert.match(stderr, /answers 401: every request of the drill would fail\. \[drill-no-answer\]/);
  });
});
