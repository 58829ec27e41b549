import type { ServiceSettings } from "../../settings/service.ts";
import type { Check, CheckContext } from "../check.ts";
import { clickHouse } from "../checks/clickhouse.ts";
import { coldStart } from "../checks/cold-start.ts";
import { database } from "../checks/database.ts";
import { type EndpointExpectation, endpoint } from "../checks/endpoint.ts";
import { errorRate } from "../checks/error-rate.ts";
import { goldenPath } from "../checks/golden-path.ts";
import { gracefulShutdown } from "../checks/graceful-shutdown.ts";
import { latency } from "../checks/latency.ts";
import { memory } from "../checks/memory.ts";
import { redis } from "../checks/redis.ts";
import { serviceAuth } from "../checks/service-auth.ts";
import { startupLog } from "../checks/startup-log.ts";
import { startupTime } from "../checks/startup-time.ts";
import { webSocketEvents } from "../checks/websocket-events.ts";
import { webSocketHeaderAuth } from "../checks/websocket-header-auth.ts";
import { webSocketIsolation } from "../checks/websocket-isolation.ts";
import { webSocketLeaks } from "../checks/websocket-leaks.ts";
import { webSocketPing } from "../checks/websocket-ping.ts";
import { webSocketRefusal } from "../checks/websocket-refusal.ts";
import { webSocketRouting } from "../checks/websocket-routing.ts";
import { webSocketSubprotocolAuth } from "../checks/websocket-subprotocol-auth.ts";
import type { StartupContract } from "../probe/startup-audit.ts";
import { CRITICAL_SYSTEMS, STARTUP_PHASES } from "../startup-log/expectation.ts";
import { CHAT } from "./chat.ts";
import { commonChecks } from "./common-checks.ts";
import { endpointsOf, sampledOf } from "./endpoints.ts";

const { bodies } = CHAT;

const ENDPOINTS: EndpointExpectation[] = [
  { method: "GET", path: "/", json: { message: "string" } },
  { method: "GET", path: CHAT.healthPath, values: { status: "healthy" }, schema: bodies.health },
  { method: "GET", path: "/docs", contentType: "text/html" },
  { method: "GET", path: CHAT.agentsPath, status: [401, 403], schema: bodies.error },
  { method: "GET", path: CHAT.threadsPath, status: [401, 403], schema: bodies.error },
  { method: "GET", path: CHAT.agentsPath, signedIn: true, schema: bodies.agents },
  { method: "GET", path: CHAT.threadsPath, signedIn: true, schema: bodies.threads },
];

const START: StartupContract = {
  phases: STARTUP_PHASES,
  criticalSystems: CRITICAL_SYSTEMS,
  accepted: ({ settings, from }: CheckContext) => ({
    ...("LLM_API_KEY" in settings.secrets || "LLM_API_KEY" in settings.env
      ? {}
      : {
          "llm-configuration-missing":
            "the settings declare no LLM_API_KEY: answers are deterministic and say so",
        }),
    ...(from === "rehearsal" && !settings.clickhouse?.required
      ? { "clickhouse-unavailable": "a rehearsal has no ClickHouse, and it is optional" }
      : {}),
  }),
};

/** The checks of the reference backend (backend/): all that the staging reports looked at. */
export function referenceBackendContract(settings: ServiceSettings): Check[] {
  const endpoints = endpointsOf(ENDPOINTS, settings.validation.endpoints);
  return [
    ...commonChecks(settings),
    ...endpoints.map(endpoint),
    ...[startupLog(START), startupTime(START), coldStart(START)],
    ...[webSocketRefusal, webSocketHeaderAuth, webSocketSubprotocolAuth, webSocketPing, webSocketEvents],
    ...[webSocketRouting, webSocketIsolation, webSocketLeaks, goldenPath],
    ...[serviceAuth, database, redis, clickHouse(START)],
    // Memory after these: what it looks for, load may bring about.
    ...[latency(sampledOf(endpoints)), errorRate(sampledOf(endpoints)), memory],
    // Last, since it may end the instance that the others ask.
    gracefulShutdown,
  ];
}
