import assert from "node:assert/strict";
import { LOCATION, type RunningApi, runApi } from "./running-api.ts";

const PATH = `/v2/${LOCATION}/services?serviceId=web&validateOnly=true`;
const image = "registry/web@sha256:1";
const LATEST = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST";

/** A template, one container and its limits, with what a case changes. */
const template = (changes: object) => ({ template: { containers: [{ image }], ...changes } });
const container = (changes: object) => template({ containers: [{ image, ...changes }] });
const limits = (cpu: string, memory: string, changes: object = {}) =>
  template({ containers: [{ image, resources: { limits: { cpu, memory }, cpuIdle: true } }], ...changes });
const at = "service.template.containers[0]";

const refused: [string, object, string][] = [
  [
    "no container",
    template({ containers: [] }),
    "service.template.containers: Required field containers is not set.",
  ],
  ["no image", container({ image: "" }), `${at}.image: Required field image is not set.`],
  [
    "a timeout over an hour",
    template({ timeout: "3601s" }),
    "service.template.timeout: Timeout must be between 0s and 3600s.",
  ],
  [
    "concurrency over 1000",
    template({ maxInstanceRequestConcurrency: 1001 }),
    "service.template.max_instance_request_concurrency: The maximum number of concurrent requests must be between 1 and 1000.",
  ],
  [
    "a foreign revision name",
    template({ revision: "api-1" }),
    "service.template.revision: Revision name 'api-1' must be prefixed by the name of the enclosing Service 'web' with a trailing '-'.",
  ],
  [
    "more instances at least than at most",
    template({ scaling: { minInstanceCount: 3, maxInstanceCount: 2 } }),
    "service.template.scaling: min_instance_count must not be greater than max_instance_count.",
  ],
  [
    "a reserved variable",
    container({ env: [{ name: "PORT", value: "1" }] }),
    `${at}.env[0].name: The following reserved env names were provided: PORT. These values are automatically set by the system.`,
  ],
  [
    "a variable set twice",
    container({ env: [{ name: "A" }, { name: "A" }] }),
    `${at}.env[1].name: Environment variable 'A' is set more than once.`,
  ],
  [
    "two ports",
    container({ ports: [{ containerPort: 1 }, { containerPort: 2 }] }),
    `${at}.ports: Only a single port can be specified.`,
  ],
  [
    "a mount without a volume",
    container({ volumeMounts: [{ name: "db", mountPath: "/cloudsql" }] }),
    `${at}.volume_mounts[0].name: Volume mount 'db' does not match any volume.`,
  ],
  [
    "a Cloud SQL volume anywhere but at /cloudsql",
    template({
      containers: [{ image, volumeMounts: [{ name: "db", mountPath: "/db" }] }],
      volumes: [{ name: "db", cloudSqlInstance: {} }],
    }),
    `${at}.volume_mounts[0].mount_path: A Cloud SQL volume must be mounted at /cloudsql.`,
  ],
  [
    "a Cloud SQL instance without its project",
    template({ volumes: [{ name: "db", cloudSqlInstance: { instances: ["postgres"] } }] }),
    "service.template.volumes[0].cloud_sql_instance.instances[0]: 'postgres' is not a valid Cloud SQL instance. Format: {project}:{location}:{instance}",
  ],
  [
    "an unreadable CPU limit",
    limits("one", "512Mi"),
    `${at}.resources.limits.cpu: Invalid value specified for container cpu: 'one'.`,
  ],
  [
    "three CPUs",
    limits("3", "2Gi"),
    `${at}.resources.limits.cpu: Invalid value specified for container cpu. The value must be 1, 2, 4, 6, 8 or between 0.08 and 1, found 3.`,
  ],
  [
    "four CPUs with too little memory",
    limits("4", "1Gi"),
    `${at}.resources.limits.memory: Invalid value specified for container memory. For 4 CPU, memory must be between 2Gi and 16Gi inclusive.`,
  ],
  [
    "one CPU with too much memory",
    limits("1", "8Gi"),
    `${at}.resources.limits.memory: Invalid value specified for container memory. For 1 CPU, memory must be between 128Mi and 4Gi inclusive.`,
  ],
  [
    "half a CPU with concurrency",
    limits("500m", "512Mi", { maxInstanceRequestConcurrency: 2 }),
    "service.template.max_instance_request_concurrency: Total cpu < 1 is not supported with concurrency > 1.",
  ],
  [
    "a probe slower than its period",
    container({ startupProbe: { timeoutSeconds: 20, httpGet: { path: "/" } } }),
    `${at}.startup_probe.timeout_seconds: timeout_seconds must not be greater than period_seconds.`,
  ],
  [
    "traffic that is not 100 percent",
    { ...template({}), traffic: [{ type: LATEST, percent: 90 }] },
    "service.traffic: Traffic targets must sum to 100 percent, got 90.",
  ],
  [
    "a tag used twice",
    {
      ...template({}),
      traffic: [
        { type: LATEST, percent: 100, tag: "a" },
        { type: LATEST, tag: "a" },
      ],
    },
    "service.traffic[1].tag: Traffic tag 'a' is used more than once.",
  ],
  [
    "a malformed tag",
    { ...template({}), traffic: [{ type: LATEST, percent: 100, tag: "A!" }] },
    "service.traffic[0].tag: Traffic tag 'A!' must use only lowercase alphanumeric characters and dashes, start with a letter, not end with a dash, and have at most 46 characters.",
  ],
  [
    "an allocation to no revision",
    { ...template({}), traffic: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", percent: 100 }] },
    "service.traffic[0].revision: revision must be set when the allocation type is REVISION.",
  ],
  [
    "a reserved annotation",
    { ...template({}), annotations: { "run.googleapis.com/x": "1" } },
    "service.annotations: annotations with the namespace run.googleapis.com are not supported: run.googleapis.com/x",
  ],
];

describe("the checks of a Cloud Run service", () => {
  let api: RunningApi;
  before(async () => {
    api = await runApi();
  });
  after(() => api.close());

  for (const [what, service, expected] of refused) {
    it(`refuse ${what}`, async () => {
      const { status, body } = await api.call("POST", PATH, service);
      const [details] = (body.error?.details ?? []) as {
        fieldViolations: { field: string; description: string }[];
      }[];
      const found = details?.fieldViolations.map(({ field, description }) => `${field}: ${description}`);
      assert.deepEqual([status, found], [400, [expected]]);
    });
  }

  it("report all faults of a service at once", async () => {
    const { body } = await api.call(
      "POST",
      PATH,
      template({ timeout: "0s", revision: "x", maxInstanceRequestConcurrency: -1 }),
    );
    assert.equal(body.error?.message.split("\n").length, 3);
  });

  it("take the limits of the staging service", async () => {
    const { status } = await api.call(
      "POST",
      PATH,
      limits("1", "512Mi", { maxInstanceRequestConcurrency: 1000 }),
    );
    assert.equal(status, 200);
  });

  for (const [what, service] of [
    ["sidecars", template({ containers: [{ image }, { image }] })],
    ["Cloud Storage volumes", template({ volumes: [{ name: "b", gcs: { bucket: "b" } }] })],
    ["gRPC probes", container({ startupProbe: { grpc: {} } })],
  ] as const) {
    it(`say that ${what} are not emulated`, async () => {
      const { status, body } = await api.call("POST", PATH, service);
      assert.deepEqual([status, body.error?.status], [501, "UNIMPLEMENTED"]);
    });
  }
});
