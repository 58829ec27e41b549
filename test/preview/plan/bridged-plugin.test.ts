import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import fc from "fast-check";
import { readPreview } from "../../../preview/plan/read-preview.ts";

type Tree = Record<string, unknown>;
interface Sides {
  /** What is declared, before and after; one of them left out where the resource comes or goes. */
  before?: Tree;
  after?: Tree;
  /** What the plugin read back. */
  readBack?: Tree;
  /** What the engine calls changed, and how; as an update where it does not matter. */
  paths?: (string | [path: string, diffKind: string])[];
}

/** What changes in a resource, as a comment has it. */
function changed({ before, after, readBack = {}, paths = [] }: Sides): string[] {
  const type = "gcp:cloudrunv2/service:Service";
  const urn = `urn:pulumi:staging::netra::${type}::backend`;
  const side = (inputs: Tree, outputs: Tree) => ({ type, urn, custom: true, id: "i", inputs, outputs });
  const told = paths.map((path) => (typeof path === "string" ? ([path, "update"] as const) : path));
  const metadata = {
    op: before && after ? "update" : before ? "delete" : "create",
    urn,
    type,
    ...(before ? { old: side(before, readBack) } : {}),
    ...(after ? { new: side(after, {}) } : {}),
    detailedDiff: Object.fromEntries(told.map(([path, diffKind]) => [path, { diffKind, inputDiff: false }])),
  };
  const event = { resourcePreEvent: { metadata } } as unknown as EngineEvent;
  return readPreview("staging", [event]).resources.flatMap(({ changes }) =>
    changes.map((change) => `${change.path}: ${change.before ?? "–"} → ${change.after ?? "–"}`),
  );
}

const plain = (name: string, value: string) => ({ __defaults: [], name, value });
const referring = (name: string, secret: string) => ({
  __defaults: [],
  name,
  valueSource: { __defaults: [], secretKeyRef: { __defaults: [], secret, version: "1" } },
});
const envs = (...list: unknown[]) => ({ __defaults: [], envs: list });

describe("what changes by a plugin that notes its defaults and reads back what is not set", () => {
  it("is only what was changed", () => {
    assert.deepEqual(
      changed({
        before: envs(plain("LOG_LEVEL", "info"), plain("SMTP_PASSWORD", "hunter2"), referring("JWT", "jwt")),
        after: envs(plain("LOG_LEVEL", "debug"), plain("SMTP_PASSWORD", "hunter2"), referring("JWT", "jwt")),
        readBack: envs(
          { name: "LOG_LEVEL", value: "info", valueSource: null },
          { name: "SMTP_PASSWORD", value: "hunter2", valueSource: null },
          { name: "JWT", value: "", valueSource: { secretKeyRef: { secret: "jwt", version: "1" } } },
        ),
        paths: ["envs[0].value"],
      }),
      ["envs.LOG_LEVEL: info → debug"],
    );
  });

  it("is nothing of what nobody has set, in an entry of a list as well", () => {
    const unset = { emptyDir: null, gcs: null };
    assert.deepEqual(
      changed({
        before: { volumes: [{ name: "ca", secret: { secret: "old" } }] },
        after: {
          volumes: [
            { name: "ca", secret: { secret: "new" } },
            { name: "tmp", emptyDir: {} },
          ],
        },
        readBack: {
          volumes: [{ name: "ca", secret: { secret: "old", defaultMode: 0, items: [], x: "" }, ...unset }],
        },
        paths: ["volumes[0].secret.secret", "volumes[1]"],
      }),
      ["volumes.ca.secret.secret: old → new", 'volumes.tmp: – → {"emptyDir":{}}'],
    );
  });

  it("is an entry that comes or goes, however empty", () => {
    assert.deepEqual(
      changed({
        before: envs(plain("A", "1"), plain("FLAG", "")),
        after: envs(plain("A", "1"), plain("OTHER", "")),
        readBack: envs({ name: "A", value: "1" }, { name: "FLAG", value: "", valueSource: null }),
        paths: ["envs[1].name"],
      }),
      ["envs.OTHER: – → ", "envs.FLAG:  → –"],
    );
  });

  it("is what the engine says comes or goes, though the state still declares it", () => {
    const probe = { livenessProbe: { path: "/" } };
    assert.deepEqual(
      changed({
        before: probe,
        after: probe,
        readBack: { livenessProbe: null },
        paths: [["livenessProbe", "add"]],
      }),
      ["livenessProbe.path: – → /"],
    );
  });

  it("is without a plugin's notes where a resource comes or goes", () => {
    const inputs = { __defaults: ["x"], size: 1, block: { __defaults: [], empty: {} } };
    assert.deepEqual(changed({ after: inputs }), ["size: – → 1", 'block: – → {"empty":{}}']);
    assert.deepEqual(changed({ before: { __defaults: [] } }), []);
  });

  it("holds no password of a variable in the clear, whatever is told of it", () => {
    const variable = fc.oneof(
      fc.constantFrom(plain("LOG_LEVEL", "info"), plain("LOG_LEVEL", "debug"), plain("A", "")),
      fc.constantFrom("SMTP_PASSWORD", "PGPASSWORD").chain((name) =>
        fc.constantFrom(plain(name, "hunter2"), plain(name, "hunter2-new"), referring(name, "mail"), {
          ...plain(name, "hunter2"),
          valueSource: {},
        }),
      ),
    );
    const side = fc.option(
      fc.array(variable, { maxLength: 4 }).map((list) => ({ spec: [envs(...list)] })),
      {
        nil: undefined,
      },
    );
    const path = fc.constantFrom(
      "spec",
      "spec[0]",
      "spec[0].envs",
      "spec[0].envs[0]",
      "spec[0].envs[1].value",
    );
    const kind = fc.constantFrom("add", "delete", "update");
    const paths = fc.array(fc.tuple(path, kind), { minLength: 1 });
    fc.assert(
      fc.property(side, side, paths, (before, after, told) => {
        const readBack = structuredClone(before ?? {}) as { spec?: { envs: Tree[] }[] };
        for (const entry of readBack.spec?.[0]?.envs ?? []) {
          entry.value ??= "";
          entry.valueSource ??= null;
        }
        const text = changed({ ...(before && { before }), ...(after && { after }), readBack, paths: told });
        assert.doesNotMatch(text.join("\n"), /hunter2|__defaults/);
      }),
    );
  });
});
