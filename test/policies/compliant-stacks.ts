import fc from "fast-check";
import { REPOSITORY, SECRET_MEMBER } from "../../policies/resource/types.ts";
import type { EditableStack, Props } from "./editable-stack.ts";

const LATEST = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST";
const REVISION = "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION";

const hex = (length: number) =>
  fc
    .array(fc.constantFrom(..."0123456789abcdef"), { minLength: length, maxLength: length })
    .map((digits) => digits.join(""));

const PUBLIC_KEY = [
  "-----BEGIN PUBLIC KEY-----",
  "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEVs/o5+uQbTjL3chynL4wXgUg2R9",
  "q9UU8I5mEovUf86QZ7kOBIjJwqnzD1omageEHWwHdBO6B+dFabmdT9POxg==",
  "-----END PUBLIC KEY-----",
].join("\n");

/** What a team may set in the clear. */
export const harmless: [string, string][] = [
  ["LOG_FORMAT", "json"],
  ["FEATURE_CHAT_PIPELINE", "true"],
  ["JWT_ISSUER", "https://backend.staging.netrasystems.ai"],
  ["ACCESS_TOKEN_TTL_SECONDS", "3600"],
  ["GIT_COMMIT", "4f2a9c0d1e8b7a6f5c3d2e1f0a9b8c7d6e5f4a3b"],
  ["LLM_BASE_URL", "https://api.openai.com/v1"],
  ["LLM_MODEL", "gpt-4o-mini-2024-07-18"],
  ["ALLOWED_ORIGINS", "https://app.staging.netrasystems.ai,http://localhost:3000"],
  ["SKIP_AUTH", "false"],
  ["NODE_ENV", "production"],
  ["DATABASE_POOL_SIZE", "4"],
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.staging.netrasystems.ai:4318/v1/traces"],
  ["REDIS_URL", "redis://10.0.0.3:6379/0"],
  ["PASSWORD_RESET_URL", "https://app.staging.netrasystems.ai/reset"],
  ["PRODUCTS_PAGE_SIZE", "50"],
  ["CORS_ALLOW_CREDENTIALS", "true"],
  ["LLM_TOKEN_LIMIT", "4096"],
  ["LLM_MAX_TOKEN", "128000"],
  ["MAX_TOKEN_COUNT", "100"],
  ["TOKEN_BUDGET", "5000"],
  ["TOKEN_TYPE", "bearer"],
  ["JWT_PUBLIC_KEY", PUBLIC_KEY],
  ["STRIPE_PUBLISHABLE_KEY", `pk_test_51${"aB3x".repeat(20)}`],
  ["RECAPTCHA_SITE_KEY", "6Lexample"],
  ["ENABLE_PASSWORD_LOGIN", "true"],
  ["PASSWORD_RESET_ENABLED", "1"],
  ["CACHE_KEY_PREFIX", "netra"],
  ["ALLOW_GOOGLE_AUTH", "true"],
  ["ALLOW_UNVERIFIED_EMAIL", "true"],
  ["ALLOW_ANONYMOUS_TELEMETRY", "true"],
  ["DISABLE_HEALTH_CHECK_LOGS", "true"],
  ["IGNORE_HEALTH_CHECKS_IN_LOGS", "1"],
  ["AUTH_LOGGING", "false"],
  ["AUTH_ENABLED", "true"],
  ["VERIFY_SSL", "1"],
  ["NO_AUTH", "false"],
  ["ALLOW_INSECURE", "no"],
  ["ALLOW_PASSWORD_AUTH", "false"],
  ["GOOGLE_AUTH_ENABLED", "false"],
  ["REDIS_TLS", "false"],
  ["DATABASE_SSL_REQUIRED", "0"],
  ["ENABLE_ANONYMOUS_AUTH", "false"],
  ["REQUIRE_EMAIL_VERIFICATION", "false"],
  ["ENABLE_SPELL_CHECK", "false"],
  ["ENABLE_STARTUP_BANNER", "false"],
];

const harmlessVariables = fc.subarray(harmless);

const trafficOf = (service: string) =>
  fc.oneof(
    fc.constant([{ type: LATEST, percent: 100 }]),
    fc
      .tuple(fc.integer({ min: 0, max: 99 }), fc.constantFrom("canary", "green"), hex(10), hex(10))
      .map(([share, tag, a, b]) => [
        { type: REVISION, revision: `${service}-${a}`, percent: share, tag },
        { type: REVISION, revision: `${service}-0${b.slice(1)}f`, percent: 100 - share },
      ]),
    fc
      .constantFrom("00432-w88", "00441-mk7")
      .map((suffix) => [{ type: REVISION, revision: `${service}-${suffix}`, percent: 100, tag: "" }]),
  );

const bends = (service: string) =>
  fc.record({
    digest: hex(64),
    revision: hex(10),
    concurrency: fc.integer({ min: 1, max: 1000 }),
    minInstances: fc.constantFrom(0, 1, undefined),
    maxInstances: fc.integer({ min: 1, max: 10 }),
    traffics: trafficOf(service),
    variables: harmlessVariables,
    secretVersion: fc.integer({ min: 1, max: 400 }).map(String),
    extraSecret: fc.boolean(),
    labels: fc.constantFrom({}, { tier: "backend" }, { "cost-center": "42" }),
    startup: fc.integer({ min: 20, max: 240 }),
    liveness: fc.record({
      period: fc.integer({ min: 5, max: 60 }),
      failures: fc.integer({ min: 1, max: 5 }),
    }),
    keepCount: fc.integer({ min: 2, max: 1000 }),
    cpu: fc.constantFrom("1", "1000m"),
    memory: fc.constantFrom("512Mi", "0.5Gi", "524288Ki"),
    isPublic: fc.boolean(),
  });

type Bend = ReturnType<typeof bends> extends fc.Arbitrary<infer Value> ? Value : never;

/** Stacks that hold to every invariant, each another way. */
export function compliantStacks(compliant: EditableStack): fc.Arbitrary<EditableStack> {
  return bends(compliant.service.name).map((bend) => bent(compliant.copy(), bend));
}

function bent(stack: EditableStack, bend: Bend): EditableStack {
  const { service, container } = stack;
  container.image = container.image.replace(/@.*$/, `@sha256:${bend.digest}`);
  container.resources.limits = { cpu: bend.cpu, memory: bend.memory };
  container.startupProbe.failureThreshold = bend.startup;
  Object.assign(container.livenessProbe, {
    periodSeconds: bend.liveness.period,
    failureThreshold: bend.liveness.failures,
  });
  for (const [name, value] of bend.variables) stack.addVariable(name, value);
  for (const { valueSource } of container.envs as Props[])
    if (valueSource) valueSource.secretKeyRef.version = bend.secretVersion;
  Object.assign(service.template, {
    revision: `${service.name}-${bend.revision}`,
    maxInstanceRequestConcurrency: bend.concurrency,
    scaling: { minInstanceCount: bend.minInstances, maxInstanceCount: bend.maxInstances },
  });
  service.traffics = bend.traffics;
  Object.assign(service.labels, bend.labels);
  stack.set(REPOSITORY, "cleanupPolicies[1].mostRecentVersions.keepCount", bend.keepCount);
  if (bend.extraSecret) addSecretFile(stack);
  if (!bend.isPublic) dropPublicAccess(stack);
  return stack;
}

function addSecretFile(stack: EditableStack): void {
  const secret = "netra-staging-llm-key";
  stack.service.template.volumes.push({
    name: "secret-llm",
    secret: { secret, items: [{ path: "key", version: "3" }] },
  });
  stack.container.volumeMounts.push({ name: "secret-llm", mountPath: "/secrets/llm" });
  stack.add(SECRET_MEMBER, "llm-key", {
    ...stack.of(SECRET_MEMBER).props,
    secretId: `projects/netra-staging/secrets/${secret}`,
  });
}

function dropPublicAccess(stack: EditableStack): void {
  const kept = stack.resources.filter(({ props }) => props.member !== "allUsers");
  stack.resources.splice(0, stack.resources.length, ...kept);
}
