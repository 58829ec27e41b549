import assert from "node:assert/strict";
import fc from "fast-check";
import { logFilter, sinceTime } from "../../release/log-filter.ts";

describe("log filter", () => {
  const since = new Date("2026-01-01T00:00:00Z");

  it("asks for one service since a time", () => {
    assert.equal(
      logFilter({ serviceNames: ["backend"], since }),
      'resource.type="cloud_run_revision" AND resource.labels.service_name="backend" AND timestamp>="2026-01-01T00:00:00.000Z"',
    );
  });

  it("asks for several services, and a severity and above", () => {
    assert.equal(
      logFilter({ serviceNames: ["backend", "reports"], since, severity: "WARNING" }),
      'resource.type="cloud_run_revision" AND resource.labels.service_name=("backend" OR "reports") AND timestamp>="2026-01-01T00:00:00.000Z" AND severity>=WARNING',
    );
  });

  for (const [text, time] of [
    ["90s", "2025-12-31T23:58:30.000Z"],
    ["15m", "2025-12-31T23:45:00.000Z"],
    ["2h", "2025-12-31T22:00:00.000Z"],
    ["1d", "2025-12-31T00:00:00.000Z"],
    ["2025-09-11T12:00:00Z", "2025-09-11T12:00:00.000Z"],
  ] as const) {
    it(`takes ${text} for a time`, () => assert.equal(sinceTime(text, since).toISOString(), time));
  }

  it("takes any span back to 1970, and refuses every longer one", () => {
    const days = since.getTime() / 86_400_000;
    fc.assert(
      fc.property(fc.oneof(fc.nat(), fc.bigInt({ min: 0n, max: 10n ** 30n })), (amount) => {
        const span = `${amount}d`;
        if (amount <= days) assert.ok(sinceTime(span, since).getTime() >= 0);
        else assert.throws(() => sinceTime(span, since), { code: "since-invalid", outcome: "usage" });
      }),
    );
  });

  for (const text of ["yesterday", "15", "h", "", "5 apples", "99999999999999d", "9999999d", "1969-12-31"]) {
    it(`refuses "${text}"`, () => {
      assert.throws(() => sinceTime(text, since), { code: "since-invalid", outcome: "usage" });
    });
  }
});
