import { seconds } from "../resource/quantities.ts";
import { SERVICE } from "../resource/types.ts";
import { stackRule } from "../rule.ts";

export const websocketLifetime = stackRule({
  id: "websocket-lifetime",
  title: "WebSockets live long enough",
  severity: "medium",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["webSocketLifetimeSeconds"],
  what: "The request timeout is no shorter than a WebSocket has to live.",
  why: "Cloud Run counts a WebSocket as one request and cuts it at the timeout, in the middle of an answer.",
  fix: "services.<key>.timeoutSeconds",
  source: "https://cloud.google.com/run/docs/triggering/websockets",
  check({ props }, { webSocketLifetimeSeconds }) {
    const timeout = props.at("template", "timeout");
    const allowed = seconds(timeout.text() ?? "");
    if (allowed === undefined || allowed >= webSocketLifetimeSeconds) return undefined;
    return timeout.refuse(`at least ${webSocketLifetimeSeconds}s`);
  },
});
