import assert from "node:assert/strict";
import type { StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import { propertyChanges } from "../../../preview/plan/property-changes.ts";
import { formatPath, parsePath } from "../../../preview/plan/property-path.ts";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SECRET = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "[secret]",
};

/** What changes by the engine's word at these paths, between two sets of inputs. */
function changed(
  paths: string[],
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  inputDiff = true,
) {
  const detailedDiff = Object.fromEntries(paths.map((path) => [path, { diffKind: "update", inputDiff }]));
  const metadata = { detailedDiff } as unknown as StepEventMetadata;
  const side = (values: Record<string, unknown>) => ({ inputs: values, outputs: {} });
  return propertyChanges(metadata, side(before), side(after)).map(
    (change) => `${change.path}: ${change.before ?? "–"} → ${change.after ?? "–"}`,
  );
}

describe("the properties that change", () => {
  it("are told leaf by leaf", () => {
    const before = { build: { context: "backend", digest: "a" }, size: 1 };
    const after = { build: { context: "backend", digest: "b" }, size: 2 };
    assert.deepEqual(changed(["build", "size"], before, after), ["build.digest: a → b", "size: 1 → 2"]);
  });

  it("are only those that the engine calls changed", () => {
    assert.deepEqual(changed(["a"], { a: 1, b: 1 }, { a: 2, b: 2 }), ["a: 1 → 2"]);
  });

  it("are told by name in a list of named entries, whatever the engine counts", () => {
    const before = {
      envs: [
        { name: "A", value: "1" },
        { name: "Z", value: "26" },
      ],
    };
    const after = {
      envs: [
        { name: "A", value: "1" },
        { name: "M", value: "13" },
        { name: "Z", value: "26" },
      ],
    };
    const counted = ["envs[1].name", "envs[1].value", "envs[2]"];
    assert.deepEqual(changed(counted, before, after), ["envs.M: – → 13"]);
  });

  it("are told by number in every other list", () => {
    assert.deepEqual(changed(["args[1]"], { args: ["a", "b"] }, { args: ["a", "c"] }), ["args[1]: b → c"]);
  });

  it("say what is not known yet, also where all above it is not", () => {
    assert.deepEqual(changed(["image"], { image: "a" }, { image: UNKNOWN }), [
      "image: a → (known after deploy)",
    ]);
    assert.deepEqual(changed(["spec.image"], { spec: { image: "a" } }, { spec: UNKNOWN }), [
      "spec.image: a → (known after deploy)",
    ]);
  });

  it("are listed where the texts do not tell the difference", () => {
    assert.deepEqual(changed(["key"], { key: SECRET }, { key: SECRET }), ["key: [secret] → [secret]"]);
  });

  it("compare with what the cloud said where the engine did", () => {
    const metadata = { detailedDiff: { memory: { diffKind: "update", inputDiff: false } } };
    const before = { inputs: { memory: "512Mi" }, outputs: { memory: "2Gi" } };
    const after = { inputs: { memory: "512Mi" }, outputs: {} };
    assert.deepEqual(propertyChanges(metadata as unknown as StepEventMetadata, before, after), [
      { path: "memory", before: "2Gi", after: "512Mi" },
    ]);
  });

  it("come from the plain list of keys where there is no detailed diff", () => {
    const metadata = { diffs: ["size"], detailedDiff: null } as unknown as StepEventMetadata;
    const side = (size: number) => ({ inputs: { size }, outputs: {} });
    assert.deepEqual(propertyChanges(metadata, side(1), side(2)), [
      { path: "size", before: "1", after: "2" },
    ]);
  });
});

describe("a property path", () => {
  it("is read and written as the engine has it", () => {
    const path = 'template.containers[0].annotations["netra.dev/traffic-pin"].x';
    assert.deepEqual(parsePath(path), [
      "template",
      "containers",
      0,
      "annotations",
      "netra.dev/traffic-pin",
      "x",
    ]);
    assert.equal(formatPath(parsePath(path)), path);
  });
});
