import type { PropertyTree } from "../../../release/drift/property-tree.ts";
import { type ResourceView, SERVICE_TYPE } from "../../../release/drift/resource-view.ts";

/** A service as it is declared, deployed and live when nobody has touched it. */
export function declaredService(): PropertyTree {
  return {
    name: "api",
    project: "staging",
    location: "us-central1",
    ingress: "INGRESS_TRAFFIC_ALL",
    labels: { team: "netra" },
    deletionProtection: false,
    template: {
      revision: "api-0123456789",
      timeout: "300s",
      maxInstanceRequestConcurrency: 1000,
      scaling: { minInstanceCount: 0, maxInstanceCount: 10 },
      containers: [
        {
          image: "registry/api@sha256:aa",
          ports: { name: "http1", containerPort: 8000 },
          resources: { limits: { cpu: "1", memory: "512Mi" }, cpuIdle: true },
          envs: [
            { name: "LOG_LEVEL", value: "info" },
            { name: "JWT", valueSource: { secretKeyRef: { secret: "jwt", version: "1" } } },
          ],
        },
      ],
    },
    traffics: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
  };
}

/** The same as Cloud Run gives it back: what is empty left out, what it keeps itself added. */
export function liveService(): PropertyTree {
  const live = structuredClone(declaredService());
  delete (live.template as { scaling: { minInstanceCount?: number } }).scaling.minInstanceCount;
  return {
    ...live,
    etag: '"1"',
    generation: "3",
    updateTime: "2026-11-21T12:00:00Z",
    reconciling: false,
    launchStage: "GA",
    effectiveLabels: "[secret]",
  };
}

/** A view of the service with changes on what is live. */
export function serviceView(change: (live: PropertyTree) => void = () => undefined): ResourceView {
  const live = liveService();
  change(live);
  return {
    urn: "urn:pulumi:staging::netra-backend::gcp:cloudrunv2/service:Service::backend",
    type: SERVICE_TYPE,
    name: "backend",
    declared: declaredService(),
    deployed: declaredService(),
    seen: liveService(),
    live,
    changes: {},
  };
}

// biome-ignore lint/suspicious/noExplicitAny: tests reach into a document whose shape they have just made
export function templateOf(live: PropertyTree): any {
  return live.template;
}
