import fc from "fast-check";
import type {
  Container,
  Probe,
  RevisionTemplate,
  ServiceDocument,
  Volume,
} from "../../rehearsal/contract.ts";
import { LOCATION } from "./running-api.ts";

/** Services of v2 as the API keeps them (defaults filled in), of everything that v1 can say. */
export function storedServices(): fc.Arbitrary<ServiceDocument> {
  const services = fc.record(
    {
      name: fc.constant(`${LOCATION}/services/web`),
      uid: fc.uuid(),
      generation: fc.constant("3"),
      observedGeneration: fc.constant("3"),
      createTime: fc.constant("2026-01-01T00:00:00Z"),
      updateTime: fc.constant("2026-01-01T00:00:00Z"),
      etag: fc.constant('"an-etag"'),
      uri: fc.constant("http://127.0.0.1:18081"),
      template: storedTemplates(),
      ingress: fc.constantFrom("INGRESS_TRAFFIC_ALL", "INGRESS_TRAFFIC_INTERNAL_ONLY"),
      launchStage: fc.constantFrom("GA", "BETA"),
      traffic: fc.array(trafficTargets(), { minLength: 1, maxLength: 4 }),
      labels: maps(),
      annotations: maps(),
      description: texts(),
      client: texts(),
      clientVersion: texts(),
      creator: texts(),
      scaling: optionally({ minInstanceCount: fc.integer({ min: 1, max: 9 }) }),
      invokerIamDisabled: fc.constant(true),
      defaultUriDisabled: fc.constant(true),
      customAudiences: fc.array(texts(), { minLength: 1, maxLength: 2 }),
      deletionProtection: fc.constant(true),
    },
    { requiredKeys: [...SERVER_AND_DEFAULTS] },
  );
  // As the store reads them: plain objects.
  return services.map((service) => JSON.parse(JSON.stringify(service)) as ServiceDocument);
}

const SERVER_AND_DEFAULTS = [
  ...(["name", "uid", "generation", "createTime", "updateTime", "etag"] as const),
  ...(["template", "ingress", "launchStage", "traffic"] as const),
];

function storedTemplates(): fc.Arbitrary<RevisionTemplate> {
  return fc
    .record({
      rest: fc.record(
        {
          revision: fc.constant("web-00003-abc"),
          labels: maps(),
          annotations: maps(),
          scaling: fc.record({ maxInstanceCount: fc.integer({ min: 1, max: 99 }) }),
          timeout: fc.integer({ min: 1, max: 3600 }).map((seconds) => `${seconds}s`),
          serviceAccount: texts(),
          executionEnvironment: fc.constantFrom("EXECUTION_ENVIRONMENT_GEN1", "EXECUTION_ENVIRONMENT_GEN2"),
          maxInstanceRequestConcurrency: fc.integer({ min: 1, max: 1000 }),
          sessionAffinity: fc.constant(true),
          vpcAccess: optionally({ connector: texts(), egress: fc.constant("ALL_TRAFFIC") }),
          encryptionKey: texts(),
        },
        { requiredKeys: ["timeout", "scaling", "serviceAccount", "maxInstanceRequestConcurrency"] },
      ),
      container: containers(),
      volumes: fc.array(volumes(), { maxLength: 2 }),
      sqlInstances: fc.array(fc.constantFrom("p:us-central1:a", "p:us-central1:b"), { maxLength: 2 }),
    })
    .map(({ rest, container, volumes, sqlInstances }) =>
      withCloudSql({ rest, container, volumes, sqlInstances }),
    );
}

/** Cloud Run names and mounts the volume of Cloud SQL by itself. */
function withCloudSql({
  rest,
  container,
  volumes,
  sqlInstances,
}: {
  rest: RevisionTemplate;
  container: Container;
  volumes: Volume[];
  sqlInstances: string[];
}): RevisionTemplate {
  const all = [
    ...volumes,
    ...(sqlInstances.length > 0 ? [{ name: "cloudsql", cloudSqlInstance: { instances: sqlInstances } }] : []),
  ];
  const volumeMounts = all.map(({ name }) => ({ name, mountPath: `/${name}` }));
  return {
    ...rest,
    ...(all.length > 0 && { volumes: all }),
    containers: [{ ...container, ...(all.length > 0 && { volumeMounts }) }],
  };
}

function containers(): fc.Arbitrary<Container> {
  return fc.record(
    {
      name: texts(),
      image: texts(),
      command: fc.array(texts(), { minLength: 1, maxLength: 2 }),
      args: fc.array(texts(), { minLength: 1, maxLength: 2 }),
      workingDir: texts(),
      env: fc.array(variables(), { minLength: 1, maxLength: 3 }),
      resources: fc.record(
        {
          limits: fc.record({ cpu: fc.constantFrom("1", "2000m"), memory: fc.constant("1Gi") }),
          cpuIdle: fc.constant(true),
          startupCpuBoost: fc.constant(true),
        },
        { requiredKeys: ["limits"] },
      ),
      ports: fc.constant([{ name: "http1", containerPort: 8000 }]),
      startupProbe: probes(),
      livenessProbe: probes(),
    },
    { requiredKeys: ["image", "resources", "ports", "startupProbe"] },
  );
}

function variables() {
  return fc.oneof(
    fc.record({ name: texts(), value: fc.string() }),
    fc.record({
      name: texts(),
      valueSource: fc.record({
        secretKeyRef: fc.record({
          secret: fc.constantFrom("db-password", "projects/123/secrets/shared"),
          version: fc.constantFrom("latest", "3"),
        }),
      }),
    }),
  );
}

function volumes(): fc.Arbitrary<Volume> {
  return fc.oneof(
    fc.record({
      name: fc.constantFrom("keys", "certificates"),
      secret: fc.record(
        {
          secret: fc.constantFrom("tls", "projects/123/secrets/tls"),
          items: fc.constant({ path: "key.pem", version: "latest", mode: 0o400 }).map((item) => [item]),
          defaultMode: fc.constant(0o444),
        },
        { requiredKeys: ["secret"] },
      ),
    }),
    fc.record({
      name: fc.constant("scratch"),
      emptyDir: fc.record({ medium: fc.constant("MEMORY"), sizeLimit: fc.constant("64Mi") }),
    }),
  );
}

function probes(): fc.Arbitrary<Probe> {
  const timing = { timeoutSeconds: fc.integer({ min: 1, max: 9 }), periodSeconds: fc.constant(10) };
  return fc.oneof(
    fc.record({ ...timing, tcpSocket: fc.record({ port: fc.constant(8000) }) }),
    fc.record({ ...timing, httpGet: fc.record({ path: fc.constant("/health"), port: fc.constant(8000) }) }),
  );
}

function trafficTargets() {
  return fc.oneof(
    optionally({ percent: fc.integer({ min: 1, max: 100 }), tag: texts() }).map((target) => ({
      type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST" as const,
      ...target,
    })),
    optionally({ percent: fc.integer({ min: 1, max: 100 }), tag: texts() }).map((target) => ({
      type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION" as const,
      revision: "web-00001-abc",
      ...target,
    })),
  );
}

function texts(): fc.Arbitrary<string> {
  return fc.string({ minLength: 1, maxLength: 8 });
}

function maps(): fc.Arbitrary<Record<string, string>> {
  return fc.dictionary(fc.constantFrom("team", "stage.dev/pin", "note"), fc.string(), { minKeys: 1 });
}

/** Records with at least one of the fields. */
function optionally<T extends object>(
  fields: { [Key in keyof T]: fc.Arbitrary<T[Key]> },
): fc.Arbitrary<Partial<T>> {
  return fc
    .record(fields, { requiredKeys: [] })
    .filter((record) => Object.keys(record).length > 0) as fc.Arbitrary<Partial<T>>;
}
