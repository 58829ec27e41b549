/** A Cloud Run service as the v2 API gives it back, compliant with staging's invariants. */
export function liveServiceDocument() {
  const secret = (name: string) => ({ secretKeyRef: { secret: name, version: "1" } });
  const probe = (path: string) => ({ httpGet: { path, port: 8000 }, timeoutSeconds: 1 });
  return {
    name: "projects/netra-staging/locations/us-central1/services/netra-backend-staging",
    labels: { environment: "staging", team: "netra", "managed-by": "pulumi" },
    ingress: "INGRESS_TRAFFIC_ALL",
    template: {
      revision: "netra-backend-staging-0123456789",
      serviceAccount: "netra-backend-staging@netra-staging.iam.gserviceaccount.com",
      timeout: "300s",
      maxInstanceRequestConcurrency: 1000,
      executionEnvironment: "EXECUTION_ENVIRONMENT_GEN2",
      scaling: { maxInstanceCount: 10 },
      volumes: [
        {
          name: "cloudsql",
          cloudSqlInstance: { instances: ["netra-staging:us-central1:staging-shared-postgres"] },
        },
      ],
      containers: [
        {
          image: `us-central1-docker.pkg.dev/netra-staging/netra-backend/backend@sha256:${"a".repeat(64)}`,
          ports: [{ name: "http1", containerPort: 8000 }],
          resources: { limits: { cpu: "1", memory: "512Mi" }, cpuIdle: true, startupCpuBoost: true },
          startupProbe: { ...probe("/health"), periodSeconds: 1, failureThreshold: 60 },
          livenessProbe: {
            ...probe("/health/live"),
            timeoutSeconds: 4,
            periodSeconds: 10,
            failureThreshold: 3,
          },
          volumeMounts: [{ name: "cloudsql", mountPath: "/cloudsql" }],
          env: [
            { name: "ENVIRONMENT", value: "staging" },
            { name: "DATABASE_HOST", value: "/cloudsql/netra-staging:us-central1:staging-shared-postgres" },
            { name: "DATABASE_NAME", value: "netra" },
            { name: "DATABASE_USER", value: "netra" },
            { name: "REDIS_HOST", value: "10.0.0.3" },
            { name: "CLICKHOUSE_HOST", value: "clickhouse.staging.netrasystems.ai" },
            { name: "DATABASE_PASSWORD", valueSource: secret("database-password") },
            { name: "JWT_SECRET_KEY", valueSource: secret("jwt") },
            { name: "SERVICE_SECRET", valueSource: secret("service") },
            { name: "OAUTH_CLIENT_SECRET", valueSource: secret("oauth") },
          ],
        },
      ],
    },
    traffic: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
  };
}

export const LIVE_SECRETS = ["database-password", "jwt", "service", "oauth"];
