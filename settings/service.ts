import * as z from "zod";
import { canarySchema } from "./canary.ts";
import { clickhouseSchema } from "./clickhouse.ts";
import { databaseSchema } from "./database.ts";
import { envSchema } from "./env.ts";
import { field } from "./field.ts";
import { imageSchema } from "./image.ts";
import { labelsField } from "./labels.ts";
import { portField } from "./network-address.ts";
import { probesSchema } from "./probes.ts";
import { redisSchema } from "./redis.ts";
import { scalingSchema } from "./scaling.ts";
import { secretFilesSchema, secretsSchema } from "./secrets.ts";
import { trafficSchema } from "./traffic.ts";
import { usageSchema } from "./usage.ts";
import { validationSchema } from "./validation.ts";
import { vpcSchema } from "./vpc.ts";

const cpuPage = "https://cloud.google.com/run/docs/configuring/services/cpu";

function flag(description: string, byDefault: boolean, source: string) {
  return field(z.boolean().default(byDefault), {
    description,
    expected: "true or false",
    example: String(byDefault),
    source,
  });
}

const capacity = {
  cpu: field(z.union([z.literal([1, 2, 4, 6, 8]), z.number().min(0.08).lt(1)]).default(1), {
    description: "CPUs of an instance. Below 1: concurrency 1, gen1, cpuIdle.",
    expected: "1, 2, 4, 6 or 8 CPUs, or a fraction from 0.08 to below 1",
    example: "1",
    unit: "vCPU",
    source: cpuPage,
  }),
  memoryMiB: field(z.int().min(128).max(32768).default(512), {
    description:
      "Memory of an instance, files it writes included. gen2 needs 512 at least; 4 CPUs need 2048.",
    expected: "a whole number of MiB from 128 to 32768",
    example: "512",
    source: "https://cloud.google.com/run/docs/configuring/services/memory-limits",
  }),
  concurrency: field(z.int().min(1).max(1000).default(80), {
    description: "Requests that one instance serves at a time.",
    expected: "a whole number from 1 to 1000",
    example: "80",
    unit: "requests",
    source: "https://cloud.google.com/run/docs/about-concurrency",
  }),
  timeoutSeconds: field(z.int().min(1).max(3600).default(300), {
    description: "Time for a request, and for a WebSocket's whole life; then 504.",
    expected: "a whole number of seconds from 1 to 3600",
    example: "300",
    source: "https://cloud.google.com/run/docs/configuring/request-timeout",
  }),
};

/** Everything about one service. */
export const serviceSchema = field(
  z.strictObject({
    name: field(z.string().regex(/^[a-z]([-a-z0-9]{0,47}[a-z0-9])?$/), {
      description: "Name of the Cloud Run service.",
      expected: "a service name (up to 49 lower-case letters, digits and hyphens, starting with a letter)",
      example: "netra-backend-staging",
      source: "https://cloud.google.com/run/docs/deploying",
    }),
    port: portField(
      "Port that the container listens on; it also gets it as PORT.",
      8080,
      "https://cloud.google.com/run/docs/configuring/services/containers",
    ),
    ...capacity,
    scaling: scalingSchema,
    ingress: field(z.enum(["all", "internal", "internal-and-cloud-load-balancing"]).default("all"), {
      description: "Which networks reach the service.",
      expected: "all, internal or internal-and-cloud-load-balancing",
      example: "all",
      source: "https://cloud.google.com/run/docs/securing/ingress",
    }),
    publicAccess: flag(
      "Lets anybody call the service: allUsers gets roles/run.invoker.",
      false,
      "https://cloud.google.com/run/docs/authenticating/public",
    ),
    executionEnvironment: field(z.enum(["gen1", "gen2"]).default("gen2"), {
      description: "Generation of the sandbox that instances run in.",
      expected: "gen1 or gen2",
      example: "gen2",
      source: "https://cloud.google.com/run/docs/about-execution-environments",
    }),
    startupCpuBoost: flag("More CPU while an instance starts.", false, cpuPage),
    cpuIdle: flag(
      "CPU only while requests are served (request-based billing); false keeps it always on.",
      true,
      "https://cloud.google.com/run/docs/configuring/billing-settings",
    ),
    sessionAffinity: flag(
      "Sends a client's requests to the same instance where possible.",
      false,
      "https://cloud.google.com/run/docs/configuring/session-affinity",
    ),
    deletionProtection: flag(
      "Refuses to destroy the service until this is false.",
      false,
      "https://www.pulumi.com/registry/packages/gcp/api-docs/cloudrunv2/service/",
    ),
    probes: probesSchema,
    image: imageSchema,
    database: databaseSchema,
    redis: redisSchema,
    clickhouse: clickhouseSchema,
    vpc: vpcSchema,
    env: envSchema,
    secrets: secretsSchema,
    secretFiles: secretFilesSchema,
    serviceAccount: field(z.string().regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/), {
      description:
        "ID of the service's own service account; the stack creates it with the least roles it needs.",
      expected: "an account ID (6 to 30 lower-case letters, digits and hyphens, starting with a letter)",
      example: "netra-backend-staging",
      source: "https://cloud.google.com/iam/docs/service-accounts-create",
    }),
    irreversible: field(z.string().min(1).max(200).optional(), {
      description:
        "Why this deployment cannot be taken back by traffic alone; a rollback past its revision is refused until that is accepted. Take it out again with the next change.",
      expected: "the reason in words, up to 200 characters",
      example: "drops the column threads.title",
    }),
    labels: labelsField("this service, on top of the stack's"),
    traffic: trafficSchema,
    validation: validationSchema,
    canary: canarySchema,
    usage: usageSchema,
  }),
  {
    description: "One Cloud Run service.",
    expected: "a map with name, image and serviceAccount",
    example: "{ name: netra-backend-staging, image: …, serviceAccount: netra-backend-staging }",
  },
);

export type ServiceSettings = z.output<typeof serviceSchema>;
