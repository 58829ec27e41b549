import assert from "node:assert/strict";
import { proveServing } from "../../release/prove-serving.ts";
import type { HttpAnswer } from "../../release/rest/http-request.ts";

/** A clock that pauses move on, and a service that gives one answer after the other, the last one for good. */
async function prove(answers: (HttpAnswer | Error)[], path: string | undefined = "/health") {
  let time = 0;
  let asked = 0;
  const clock = {
    now: () => time,
    pause: async (milliseconds: number) => {
      time += milliseconds;
    },
  };
  const send = async () => {
    const answer = answers[Math.min(asked++, answers.length - 1)];
    if (answer instanceof Error || !answer) throw answer;
    return answer;
  };
  const health = path ? { path } : { path: undefined, whyNotAsked: "the service is not public" };
  const { signal } = new AbortController();
  const evidence = await proveServing(
    { clock, signal },
    { uri: "http://127.0.0.1:1" },
    { revision: "web-a", health, send },
  );
  return { evidence, asked };
}

const from = (revision: string, status = 200): HttpAnswer => ({ status, body: JSON.stringify({ revision }) });

describe("the proof that a revision serves", () => {
  const url = "http://127.0.0.1:1/health";

  it("is three answers in a row from it", async () => {
    const { evidence, asked } = await prove([from("web-b"), from("web-a"), from("web-b"), from("web-a")]);
    assert.deepEqual(evidence, { kind: "answers", url, answers: 3, healthy: true });
    assert.equal(asked, 6);
  });

  it("tells when it answers, but not well", async () => {
    const { evidence } = await prove([from("web-a", 503)]);
    assert.deepEqual(evidence, { kind: "answers", url, answers: 3, healthy: false });
  });

  it("is Cloud Run's word where the service does not name its revision", async () => {
    const { evidence, asked } = await prove([{ status: 200, body: "ok" }]);
    assert.deepEqual(evidence, { kind: "conditions", why: `${url} answers 200 without naming its revision` });
    assert.equal(asked, 1);
  });

  it("is Cloud Run's word where the service cannot be asked, with the reason", async () => {
    const { evidence, asked } = await prove([], "");
    assert.deepEqual(evidence, { kind: "conditions", why: "the service is not public" });
    assert.equal(asked, 0);
  });

  it("outlasts answers that do not come", async () => {
    const { evidence } = await prove([
      new Error("connect ECONNREFUSED"),
      { status: 503, body: "" },
      from("web-a"),
    ]);
    assert.equal(evidence.kind, "answers");
  });

  it("fails after a minute, and says what was last seen", async () => {
    await assert.rejects(prove([from("web-b")]), {
      code: "target-not-serving",
      exitCode: 4,
      message: `${url} was not answered by web-a within 60 s; last seen: HTTP 200 from web-b.`,
    });
  });
});
