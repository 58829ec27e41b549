import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Fault } from "../../faults/fault.ts";
import type { LogEntry, Store } from "../../rehearsal/contract.ts";
import { openStore } from "../../rehearsal/store/index.ts";

const entry = (timestamp: string, service = "web", revision = "web-1"): LogEntry => ({
  insertId: timestamp,
  logName: "projects/p/logs/stdout",
  timestamp,
  receiveTimestamp: timestamp,
  severity: "INFO",
  resource: { type: "cloud_run_revision", labels: { service_name: service, revision_name: revision } },
  textPayload: "hello",
});

describe("the store", () => {
  let folder: string;
  let path: string;
  let store: Store;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stage-store-"));
    path = join(folder, "cloud.sqlite");
    store = openStore(path);
  });
  afterEach(() => {
    store.close();
    rmSync(folder, { recursive: true });
  });

  it("keeps documents by collection and name, over a restart", () => {
    store.put("services", "a", { version: 1 });
    store.put("services", "a", { version: 2 });
    store.put("revisions", "a", { version: 3 });
    store.close();
    store = openStore(path);
    assert.deepEqual(store.get("services", "a"), { version: 2 });
    store.delete("services", "a");
    assert.equal(store.get("services", "a"), undefined);
    assert.deepEqual(store.get("revisions", "a"), { version: 3 });
  });

  it("lists by prefix, in order of name, taking no character for a wildcard", () => {
    for (const name of ["p/b", "p/a", "p_a", "q/a"]) store.put("services", name, { name });
    assert.deepEqual(
      store.list<{ name: string }>("services", "p/").map(({ name }) => name),
      ["p/a", "p/b"],
    );
    assert.equal(store.list("services").length, 4);
  });

  it("gives a page of what is right below a name, the newest first, and of the same age by name", () => {
    for (const [id, createTime] of [
      ["b", "2026-01-02T00:00:00.000Z"],
      ["a", "2026-01-03T00:00:00.000Z"],
      ["c", "2026-01-01T00:00:00.000Z"],
      ["d", "2026-01-02T00:00:00.000Z"],
      ["c/below", "2026-01-09T00:00:00.000Z"],
    ]) {
      store.put("revisions", `web/revisions/${id}`, { id, createTime });
    }
    store.put("revisions", "webs/revisions/x", { id: "x", createTime: "2026-01-09T00:00:00.000Z" });
    const page = (offset: number, limit: number) =>
      store
        .newest<{ id: string }>("revisions", "web/revisions", { offset, limit })
        .map(({ id }) => id)
        .join("");
    assert.equal(page(0, 10), "adbc");
    assert.equal(page(0, 2), "ad");
    assert.equal(page(2, 2), "bc");
    assert.equal(page(4, 2), "");
    assert.deepEqual(store.newest("services", "web/revisions", { offset: 0, limit: 10 }), []);
  });

  it("finds a page by an index, so that a thousand documents are not read for ten", () => {
    store.close();
    const database = new DatabaseSync(path);
    const plan = database
      .prepare(
        `EXPLAIN QUERY PLAN SELECT document FROM documents
         WHERE collection = 'revisions' AND rtrim(name, replace(name, '/', '')) = 'a/'
         ORDER BY json_extract(document, '$.createTime') DESC, name DESC LIMIT 10 OFFSET 0`,
      )
      .all();
    database.close();
    store = openStore(path);
    assert.match(String(plan[0]?.detail), /USING INDEX documents_by_age/);
    assert.equal(plan.length, 1, "no sorting");
  });

  it("undoes a transaction that throws, and an inner one alone", () => {
    store.transaction(() => {
      store.put("services", "outer", {});
      assert.throws(() =>
        store.transaction(() => {
          store.put("services", "inner", {});
          throw new Error("no");
        }),
      );
    });
    assert.throws(() =>
      store.transaction(() => {
        store.put("services", "lost", {});
        throw new Error("no");
      }),
    );
    assert.deepEqual(
      ["outer", "inner", "lost"].map((name) => store.get("services", name)),
      [{}, undefined, undefined],
    );
  });

  it("refuses asynchronous work in a transaction", () => {
    assert.throws(() => store.transaction(async () => undefined), TypeError);
  });

  it("finds log entries in order of time, whatever their fractions and offsets", () => {
    const times = ["2025-09-09T10:00:00.25Z", "2025-09-09T10:00:00Z", "2025-09-09T12:00:00.1+02:00"];
    store.appendLogs(times.map((time) => entry(time)));
    store.appendLogs([entry("2025-09-09T09:00:00Z", "other", "other-1")]);
    const found = (query: Parameters<Store["queryLogs"]>[0]) =>
      store.queryLogs(query).map(({ timestamp }) => timestamp);
    assert.deepEqual(found({ service: "web" }), [times[1], times[2], times[0]]);
    assert.deepEqual(found({ revision: "web-1", newestFirst: true, limit: 1 }), [times[0]]);
    assert.deepEqual(found({ since: "2025-09-09T10:00:00.1Z" }), [times[2], times[0]]);
    assert.deepEqual(found({ until: "2025-09-09T09:30:00Z" }), ["2025-09-09T09:00:00Z"]);
  });

  it("finds points of a metric that end in a half-open interval, over a restart", () => {
    const point = (type: string, second: number) => ({
      ...{ type, labels: {}, resourceLabels: {}, value: { int64Value: `${second}` } },
      ...{ startTime: `2025-09-09T10:00:0${second - 1}Z`, endTime: `2025-09-09T10:00:0${second}.5Z` },
    });
    store.appendPoints([point("count", 2), point("count", 1), point("other", 2), point("count", 3)]);
    store.close();
    store = openStore(path);
    const found = store.queryPoints({
      ...{ type: "count", since: "2025-09-09T10:00:01.5Z", until: "2025-09-09T10:00:03.500Z" },
    });
    assert.deepEqual(found, [point("count", 2), point("count", 3)]);
  });

  it("says so when the file is no database", () => {
    const other = join(folder, "other.sqlite");
    writeFileSync(
      other,
      "this is not a database, but long enough to be taken for the header of one ".repeat(20),
    );
    assert.throws(
      () => openStore(other),
      (error) => error instanceof Fault && error.code === "store-unreadable" && error.exitCode === 6,
    );
  });

  it("refuses a database of a newer version", () => {
    const other = new DatabaseSync(path);
    other.exec("INSERT INTO migrations VALUES (99, '')");
    other.close();
    assert.throws(
      () => openStore(path),
      (error) => error instanceof Fault && error.code === "store-newer" && error.exitCode === 2,
    );
  });
});
