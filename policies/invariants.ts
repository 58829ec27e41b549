import * as z from "zod";

// The invariants are parsed once or twice a run: compiling parsers for them costs more than it saves.
z.config({ jitless: true });

const names = (description: string, ...byDefault: string[]) =>
  z.array(z.string().min(1)).default(byDefault).describe(description);

const amount = (description: string, byDefault: number) =>
  z.number().nonnegative().default(byDefault).describe(description);

function range(description: string, min: number, max: number) {
  const limits = z.strictObject({ min: z.number().nonnegative(), max: z.number().nonnegative() });
  return limits.default({ min, max }).describe(description);
}

const capacity = {
  memoryMiB: range("Memory of a container, MiB.", 512, 512),
  cpuCount: range("CPUs of a container, vCPU.", 1, 1),
  concurrency: range("Requests that an instance serves at a time.", 1, 1000),
  timeoutSeconds: range("Time for a request, seconds.", 1, 300),
  minInstances: range("Instances kept warm.", 0, 1),
  maxInstances: range("Instances at most.", 1, 10),
  port: amount("Port that the container listens on.", 8000),
  startupSeconds: range("Time that a startup probe grants an instance, seconds.", 20, 240),
  healthPath: z
    .string()
    .default("/health")
    .describe("Path that the startup probe asks: whether everything needed is there."),
  livenessPath: z
    .string()
    .default("/health/live")
    .describe("Path that the liveness probe asks: whether the process answers, whatever its databases do."),
  executionEnvironment: z
    .string()
    .default("EXECUTION_ENVIRONMENT_GEN2")
    .describe("Sandbox that instances run in."),
  deletionProtection: z.boolean().default(false).describe("Whether the service refuses to be destroyed."),
  memoryBaseMiB: amount("Memory that an instance needs before its first request, MiB.", 128),
  memoryPerRequestKiB: amount("Memory that a request needs, KiB.", 256),
  webSocketLifetimeSeconds: amount("Time that a WebSocket must be able to live, seconds.", 300),
};

const placement = {
  projects: names("Projects that resources may be in.", "netra-staging"),
  regions: names("Regions that resources may be in.", "us-central1"),
  environment: z.string().default("staging").describe("Value of the variable ENVIRONMENT and of the label."),
  foreignWords: names("Words that name another environment.", "production", "prod", "prd"),
  requiredLabels: names("Labels that resources carry.", "environment", "team", "managed-by"),
  requiredVariables: names(
    "Variables that the service needs in the clear.",
    "ENVIRONMENT",
    "DATABASE_HOST",
    "DATABASE_NAME",
    "DATABASE_USER",
    "REDIS_HOST",
    "CLICKHOUSE_HOST",
  ),
};

const access = {
  requiredSecrets: names(
    "Variables that must come from Secret Manager.",
    "DATABASE_PASSWORD",
    "JWT_SECRET_KEY",
    "SERVICE_SECRET",
    "OAUTH_CLIENT_SECRET",
  ),
  exemptVariables: names("Variables that the rule lets pass; for a flag such as `--skip-auth`, SKIP_AUTH."),
  entropyBitsPerCharacter: amount(
    "Entropy from which a long value counts as a secret, bits a character.",
    4.2,
  ),
  projectRoles: names("Project roles that a service's account may hold.", "roles/cloudsql.client"),
  publicServices: names("Services that anybody may call.", "netra-backend-staging"),
  ingress: names("Networks that may reach services.", "INGRESS_TRAFFIC_ALL"),
};

const image = {
  registries: names("Registry hosts that images may come from.", "us-central1-docker.pkg.dev"),
  standInBases: names("Base images that stand in for Alpine in a rehearsal."),
  platform: z.string().default("linux/amd64").describe("Platform of images."),
  imageMaxMiB: amount("Size of an image, MiB.", 150),
  keptVersions: amount("Versions of an image that the clean-up must leave, so that a rollback finds one.", 2),
  knownDigests: z
    .record(z.string(), z.string().regex(/^sha256:[0-9a-f]{64}$/))
    .default({})
    .describe("Digest of an image reference by tag, for remediation."),
};

const database = {
  databaseInstances: names(
    "Cloud SQL instances that services may attach.",
    "netra-staging:us-central1:staging-shared-postgres",
  ),
  databaseMaxConnections: amount("Connections that an instance takes.", 100),
  databaseReservedConnections: amount("Of these, kept free for people and maintenance.", 10),
  databasePoolSize: amount(
    "Connections of an instance of a service, where DATABASE_POOL_SIZE is not set.",
    5,
  ),
};

const cost = {
  monthlyBudgetUsd: amount("Cost of all services in a month at list prices, USD.", 205),
  busyShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.3)
    .describe("Share of a month in which the maximum of instances serves requests."),
  prices: z
    .strictObject({
      cpuSecondUsd: z.number().nonnegative(),
      memoryGiBSecondUsd: z.number().nonnegative(),
      idleCpuSecondUsd: z.number().nonnegative(),
      alwaysOnCpuSecondUsd: z.number().nonnegative(),
      alwaysOnMemoryGiBSecondUsd: z.number().nonnegative(),
    })
    .default({
      cpuSecondUsd: 0.000024,
      memoryGiBSecondUsd: 0.0000025,
      idleCpuSecondUsd: 0.0000025,
      alwaysOnCpuSecondUsd: 0.000018,
      alwaysOnMemoryGiBSecondUsd: 0.000002,
    })
    .describe("List prices of Cloud Run in a tier 1 region, without the free tier, as of 2026-11-21."),
};

/**
 * What staging must hold to, as data. The defaults are the staging environment as it was declared; a stack that differs says
 * so in its policy pack config (`--policy-pack-config`), never in the program.
 */
export const invariantsSchema = z.strictObject({
  ...capacity,
  ...placement,
  ...access,
  ...image,
  ...database,
  ...cost,
});

export type Invariants = z.output<typeof invariantsSchema>;
export type InvariantName = keyof Invariants;

/** The invariants where no config says otherwise. */
export const defaultInvariants: Invariants = invariantsSchema.parse({});
