import assert from "node:assert/strict";
import type { CheckContext } from "../../validation/check.ts";
import { latency } from "../../validation/checks/latency.ts";
import { referenceBackendContract } from "../../validation/contracts/reference-backend.ts";
import type { CheckResult } from "../../validation/result/check-result.ts";
import { runChecks } from "../../validation/run-checks.ts";
import { checkContext, clockOf, resultOf } from "./check-context.ts";
import { type ChatFaults, CLIENT_SECRET, FakeChat } from "./fake-chat.ts";

/** Those that ask the service itself; the others are about documents and logs. */
const GROUPS = new Set(["endpoints", "websocket", "golden-path", "dependencies", "performance"]);
const NOT_ASKING = new Set(["cold-start", "memory", "image-size", "clickhouse"]);

async function checked(
  faults: ChatFaults,
  { only, clock = clockOf(1) }: { only?: string[]; clock?: CheckContext["clock"] } = {},
): Promise<CheckResult[]> {
  await using service = await FakeChat.start(faults);
  const context = checkContext(service.url, { clock });
  const checks = referenceBackendContract(context.settings).filter(
    ({ id, group }) => only?.includes(id) ?? (GROUPS.has(group) && !NOT_ASKING.has(id)),
  );
  const ended = await runChecks(checks, context, { started: () => undefined, ended: () => undefined });
  return ended.map(({ result }) => result);
}

async function failing(faults: ChatFaults): Promise<string[]> {
  return (await checked(faults)).filter(({ verdict }) => verdict !== "pass").map(({ id }) => id);
}

/** One check against a fault that it waits for in vain. */
async function caught(id: string, faults: ChatFaults, times = 10): Promise<string> {
  const [result] = await checked(faults, { only: [id], clock: clockOf(times) });
  assert.equal(result?.verdict, "fail");
  return result.reason;
}

describe("the checks of the reference backend", function () {
  this.timeout(60_000);

  it("pass on a service that is as it should be, and keep every token and secret out of their results", async () => {
    const results = await checked({});
    assert.deepEqual(
      results.filter(({ verdict }) => verdict !== "pass").map(({ id, reason }) => `${id}: ${reason}`),
      [],
    );
    const text = JSON.stringify(results);
    assert.doesNotMatch(text, /opaque-[0-9a-f]{8}/);
    assert.ok(!text.includes(CLIENT_SECRET));
    for (const { id, evidence } of results) assert.ok(evidence.length > 0, `${id} has no evidence`);
  });

  const faults: [what: string, faults: ChatFaults, caughtBy: string[]][] = [
    ["500 for an upgrade without a token", { refusesWith500: true }, ["websocket-refusal"]],
    ["a missing route", { missingRoute: "/docs" }, ["endpoint-get-docs", "error-rate"]],
    ["a token that is sent back", { echoesToken: true }, ["websocket-subprotocol-auth"]],
    ["events of one user at another", { tellsEverybody: true }, ["websocket-isolation"]],
  ];
  for (const [what, fault, caughtBy] of faults) {
    it(`catch ${what} by ${caughtBy.join(" and ")}, and by no other`, async () => {
      assert.deepEqual((await failing(fault)).sort(), [...caughtBy].sort());
    });
  }

  it("catch event types that are objects, and show one", async () => {
    const reason = await caught("websocket-events", { enumObjects: true });
    assert.match(reason, /event type: \{"value":"status_update"\}/);
    assert.match(
      await caught("golden-path", { enumObjects: true }),
      /^receive the events: a type that is no string/,
    );
  });

  it("catch sockets that are kept after they were closed, and count them", async () => {
    const reason = await caught("websocket-leaks", { leaksSockets: true });
    assert.equal(reason, "100 of 100 connections are still counted 5 s after they were closed");
  });

  it("catch a ping without a pong, and a message type that is not routed", async () => {
    const reason = await caught("websocket-ping", { dropsType: "ping" });
    assert.equal(reason, "no pong within 3000 ms; received: status_update");
    const unrouted = await caught("websocket-routing", { dropsType: "tool_executing" });
    assert.equal(unrouted, "message tool_executing: none came");
  });

  it("catch a database that refuses, and do not blame Redis; and the other way round", async () => {
    const only = ["database", "redis"];
    const told = async (down: "Database" | "Redis") =>
      (await checked({ down }, { only })).map(({ verdict, reason }) => `${verdict} ${reason}`);
    const instance = "through /cloudsql/netra-staging:us-central1:staging-shared-postgres";
    assert.deepEqual(await told("Database"), ["fail Database: ECONNREFUSED", "pass Redis: operational"]);
    assert.deepEqual(await told("Redis"), [
      `pass Database: operational, ${instance}`,
      "fail Redis: ECONNREFUSED",
    ]);
  });

  it("catch answers that are not stored", async () => {
    const reason = await caught("golden-path", { forgetsMessages: true }, 1);
    assert.equal(reason, "find the answer in the database: the thread does not have it");
  });

  it("catch one wrong answer in ten, and count them", async () => {
    assert.match(await caught("error-rate", { failsEach: 10 }), /GET \/\S*: \d+ of 10: HTTP 500/);
  });

  it("catch answers that are too slow, by half of them", async () => {
    await using service = await FakeChat.start({ answersAfterMilliseconds: 40 });
    const context = checkContext(service.url);
    context.settings.validation.latency.p50Milliseconds = 20;
    const result = await resultOf(latency([{ path: "/", statuses: [200] }]), context);
    assert.equal(result.verdict, "fail");
    assert.match(result.reason, /^GET \/ p50 \d+(\.\d)? ms, at most 20 ms$/);
  });
});
