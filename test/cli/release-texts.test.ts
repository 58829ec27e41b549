import assert from "node:assert/strict";
import pc from "picocolors";
import { historyText } from "../../cli/print/history-table.ts";
import { promoteText, promotionInWords } from "../../cli/print/promote-text.ts";
import { moveInWords, type RollbackResult, rollbackText } from "../../cli/print/rollback-text.ts";
import { liveRevision } from "../release/live-fixtures.ts";

const plain = pc.createColors(false);
const pin = {
  revision: "web-a",
  by: "ada@laptop",
  at: "2026-01-02T00:00:00Z",
  from: "web-b",
  reason: "500s",
};
const plan = {
  from: "web-b",
  target: liveRevision({ name: "web-a" }),
  health: "good" as const,
  servedSince: "2026-01-01T00:00:00Z",
  foundPin: "none",
  earlier: undefined,
  inPlace: false,
  notes: [],
};
const result: RollbackResult = {
  environment: "rehearsal",
  service: "web",
  from: "web-b",
  to: "web-a",
  moved: true,
  pin,
  ofOthers: false,
  evidence: { kind: "answers", url: "http://127.0.0.1:1/health", answers: 3, healthy: true },
  fate: "holds",
  stateNotReconciled: null,
  steps: [{ title: "Move the traffic", seconds: 0.031 }],
  movedSeconds: 0.304,
  totalSeconds: 1.72,
};

describe("what people read of a rollback", () => {
  it("before: the move and how the target did, or that it is another's to finish, or in place", () => {
    assert.equal(
      moveInWords("web", "rehearsal", plan),
      "web (rehearsal): web-b → web-a (health when it last served: good, since 2026-01-01T00:00:00Z)",
    );
    assert.equal(
      moveInWords("web", "rehearsal", { ...plan, health: undefined, from: undefined }),
      "web (rehearsal): nothing → web-a (not in the history)",
    );
    assert.equal(
      moveInWords("web", "rehearsal", { ...plan, earlier: pin }),
      "web (rehearsal): web-b → web-a (finishing the rollback of ada@laptop at 2026-01-02T00:00:00Z)",
    );
    assert.match(
      moveInWords("web", "rehearsal", { ...plan, earlier: pin, inPlace: true }),
      /is rolled back already: ada/,
    );
  });

  it("after: what serves, on what evidence, and how long traffic took, apart from all the rest", () => {
    assert.equal(
      rollbackText(result, plain),
      `web (rehearsal) is rolled back
  serves    web-a (100 %)
  evidence  http://127.0.0.1:1/health answered 3 times in a row from it
  pin       ada@laptop, 2026-01-02T00:00:00Z, "500s", away from web-b
  traffic   on the target after 0.30 s
  state     in line after 1.72 s
  next      stage up deploys at 0 %; stage promote releases the pin
Move the traffic 0.03 s`,
    );
  });

  it("after: that it was put back, that state is not in line, that nobody asked the data path", () => {
    const text = rollbackText(
      {
        ...result,
        fate: "restored",
        stateNotReconciled: "no network",
        evidence: { kind: "conditions", why: "the service is not public (publicAccess: false)" },
      },
      plain,
    );
    assert.match(text, /\n {2}evidence {2}Cloud Run's traffic status; the service is not public/);
    assert.match(
      text,
      /\n {2}meanwhile a deployment that was running had overwritten the rollback: it was put back\n/,
    );
    assert.match(text, /\n {2}state {5}not in line: no network\n/);
  });
});

describe("what people read of a promotion", () => {
  const traffic = [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST" as const, percent: 100 }];

  it("before: where traffic goes, and whose pin is released", () => {
    const promotion = { from: "web-a", target: liveRevision({ name: "web-b" }), pin, traffic };
    assert.equal(
      promotionInWords("web", "staging", promotion),
      "web (staging): web-a → web-b (100 %)\n  releases the pin: ada@laptop pinned all traffic to web-a at " +
        '2026-01-02T00:00:00Z, away from web-b: "500s"',
    );
  });

  it("after: what serves, and that no pin is left", () => {
    const { movedSeconds: _moved, pin: _pin, fate: _fate, ofOthers: _others, ...shared } = result;
    const text = promoteText({ ...shared, to: "web-b", releasedPin: null, traffic }, plain);
    assert.match(text, /^web \(rehearsal\) is promoted\n {2}serves {4}web-b \(100 %\)\n/);
    assert.match(text, /\n {2}pin {7}none\n/);
  });
});

describe("what people read of the history", () => {
  const moves = [
    {
      at: "2026-01-02T00:00:00.123Z",
      by: "ada@laptop",
      move: "rollback" as const,
      from: { "web-b": 90, "web-c": 10 },
      to: { "web-a": 100 },
      health: "good" as const,
      reason: "500s",
    },
  ];

  it("is a row per move, and the pin", () => {
    const text = historyText(
      { name: "web", serving: { "web-a": 100 }, pin, moves, movedSince: null },
      "rehearsal",
      plain,
    );
    assert.deepEqual(text.split("\n"), [
      "web (rehearsal) serves web-a",
      '  pinned: ada@laptop pinned all traffic to web-a at 2026-01-02T00:00:00Z, away from web-b: "500s"',
      "  when                  who         move      from                    to     health  why",
      "  2026-01-02T00:00:00Z  ada@laptop  rollback  web-b 90 %, web-c 10 %  web-a  good    500s",
    ]);
  });

  it("tells of a move that stage did not make", () => {
    const movedSince = { at: "2026-01-03T00:00:00Z", by: "bob@example.com" };
    const text = historyText(
      { name: "web", serving: { "web-b": 100 }, pin: null, moves, movedSince },
      "staging",
      plain,
    );
    assert.match(
      text,
      /moved since the newest entry, by bob@example.com, last changed at 2026-01-03T00:00:00Z/,
    );
  });

  it("says that nothing is remembered", () => {
    const text = historyText(
      { name: "web", serving: {}, pin: null, moves: [], movedSince: null },
      "staging",
      plain,
    );
    assert.equal(text, "web (staging) serves nothing\n  no moves are remembered yet");
  });
});
