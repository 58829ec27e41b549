import assert from "node:assert/strict";
import { Readable } from "node:stream";
import type { DockerEngine, ProgressEvent } from "../../rehearsal/provider/docker/connect.ts";
import { followed } from "../../rehearsal/provider/docker/progress.ts";

const { signal } = new AbortController();

/** A Docker client whose stream holds the events given; it knows nothing else. */
function engineSaying(...events: ProgressEvent[]): DockerEngine {
  const followProgress: DockerEngine["followProgress"] = (_stream, finished, progress) => {
    for (const event of events) progress(event);
    finished(null, events);
  };
  return { followProgress } as DockerEngine;
}

async function follow(events: ProgressEvent[], options: { failed: string; buildKit?: boolean }) {
  const shown: string[] = [];
  const show = (line: string) => void shown.push(line);
  const progress = await followed(engineSaying(...events), Readable.from([]), { ...options, show, signal });
  return { ...progress, shown };
}

describe("rehearsal/provider: the progress of builds and pushes", () => {
  it("gives the built image and the pushed digest", async () => {
    const built = await follow([{ stream: "Built image: sha256:12ab\n" }], { failed: "build" });
    assert.equal(built.id, "sha256:12ab");
    const pushed = await follow([{ status: "Pushed", id: "l1" }, { aux: { Digest: "sha256:34cd" } }], {
      failed: "push",
    });
    assert.equal(pushed.digest, "sha256:34cd");
    assert.deepEqual(pushed.shown, ["l1 Pushed"]);
  });

  it("fails with the builder's words, the step, and the last lines of its output in the clear", async () => {
    const log = Buffer.from("reading packages\nno such package\n").toString("base64");
    const events: ProgressEvent[] = [
      { stream: "[sha256:5e752] [2/2] RUN install\n" },
      { stream: `${log}\n` },
      { error: "short", errorDetail: { message: "executor failed running [install]: exit code: 3" } },
    ];
    await assert.rejects(follow(events, { failed: "error reading build output", buildKit: true }), {
      message: [
        "error reading build output: executor failed running [install]: exit code: 3",
        "in step [2/2] RUN install",
        "  | [2/2] RUN install",
        "  | reading packages",
        "  | no such package",
      ].join("\n"),
    });
  });
});
