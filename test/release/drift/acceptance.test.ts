import assert from "node:assert/strict";
import { acceptanceOf } from "../../../release/drift/accept/acceptance-of.ts";
import type { Difference } from "../../../release/drift/difference.ts";
import {
  SECRET_MEMBER_TYPE,
  SERVICE_MEMBER_TYPE,
  SERVICE_TYPE,
} from "../../../release/drift/resource-view.ts";
import { stagingWith } from "../../settings/staging-settings.ts";

const HIDDEN = "hunter2";
/** Stands for the redaction that a report goes through. */
const withoutSecrets = (value: unknown) => (JSON.stringify(value)?.includes(HIDDEN) ? "(not shown)" : value);

function accepted(path: string, live: unknown, more: Partial<Difference> = {}) {
  const service = stagingWith({}).services.backend;
  assert.ok(service);
  const difference = {
    type: SERVICE_TYPE,
    resource: "service api",
    path,
    declared: undefined,
    live,
    ...more,
  };
  const acceptance = acceptanceOf(difference, service, withoutSecrets);
  return "change" in acceptance
    ? [acceptance.change.path.join("."), acceptance.change.value]
    : acceptance.refusal;
}

const TO_LATEST = { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 };
const env = (name: string) => `template.containers[0].envs[${name}]`;

const WRITTEN: [path: string, live: unknown, setting: string, value: unknown][] = [
  ["template.containers[0].resources.limits.memory", "4Gi", "memoryMiB", 4096],
  ["template.containers[0].resources.limits.cpu", "4000m", "cpu", 4],
  ["template.containers[0].resources.cpuIdle", undefined, "cpuIdle", false],
  ["template.containers[0].ports.containerPort", 9000, "port", 9000],
  ["template.containers[0].startupProbe.httpGet.path", "/up", "probes.startup.path", "/up"],
  ["template.timeout", "60s", "timeoutSeconds", 60],
  ["template.scaling.maxInstanceCount", 20, "scaling.maxInstances", 20],
  ["template.scaling.minInstanceCount", undefined, "scaling.minInstances", 0],
  ["template.executionEnvironment", "EXECUTION_ENVIRONMENT_GEN1", "executionEnvironment", "gen1"],
  ["ingress", "INGRESS_TRAFFIC_INTERNAL_ONLY", "ingress", "internal"],
  ["labels.team", "platform", "labels.team", "platform"],
  ['labels["cost-center"]', "7", "labels.cost-center", "7"],
  ["traffics", [TO_LATEST], "traffic", { strategy: "latest" }],
  ["traffics", [{ revision: "a", percent: 100 }], "traffic", { strategy: "split", revisions: { a: 100 } }],
  [env("FEATURE"), { name: "FEATURE", value: "on" }, "env.FEATURE", "on"],
  [env("LOG_LEVEL"), undefined, "env.LOG_LEVEL", undefined],
  [
    env("NEW_SECRET"),
    { name: "NEW_SECRET", valueSource: { secretKeyRef: { secret: "s", version: "2" } } },
    "secrets.NEW_SECRET",
    { secret: "s", version: "2" },
  ],
];

const REFUSED: [path: string, live: unknown, why: RegExp, more?: Partial<Difference>][] = [
  ["description", "by hand", /^no setting says it$/],
  ["template.containers[0].image", "registry/api:latest", /built from the source/],
  ["template.containers[0].resources.limits.memory", undefined, /memoryMiB cannot say nothing/],
  ["labels.environment", undefined, /label of the whole stack/],
  ["traffics", [{ revision: "a", percent: 100, tag: "x" }], /no tags/],
  [env("DATABASE_NAME"), { name: "DATABASE_NAME", value: "other" }, /made from the settings of database/],
  [env("JWT_SECRET_KEY"), { name: "JWT_SECRET_KEY", value: "plain" }, /from Secret Manager, which is where/],
  [env("PASSWORD"), { name: "PASSWORD", value: HIDDEN }, /looks like a secret/],
  ["", undefined, /it follows from what the service needs/, { type: SECRET_MEMBER_TYPE }],
  ["", undefined, /service itself is gone/],
];

describe("accepting a live value", () => {
  for (const [path, live, setting, value] of WRITTEN) {
    it(`writes ${path} = ${JSON.stringify(live)} as ${setting}`, () => {
      assert.deepEqual(accepted(path, live), [setting, value]);
    });
  }

  for (const [path, live, why, more] of REFUSED) {
    it(`refuses ${more?.type ?? path} = ${JSON.stringify(live)}: ${why.source}`, () => {
      const refusal = accepted(path, live, more);
      assert.equal(typeof refusal, "string");
      assert.match(String(refusal), why);
    });
  }

  it("takes public access for the setting that it is, and no other grant", () => {
    const type = SERVICE_MEMBER_TYPE;
    const grant = "roles/run.invoker for allUsers";
    assert.deepEqual(accepted("", undefined, { type, declared: grant }), ["publicAccess", false]);
    assert.deepEqual(accepted("bindings[roles/run.invoker]", grant, { type }), ["publicAccess", true]);
    assert.match(
      String(accepted("bindings[roles/run.admin]", "roles/run.admin for user:eve@example.com", { type })),
      /no setting gives this grant/,
    );
  });
});
