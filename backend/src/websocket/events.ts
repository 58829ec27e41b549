/** The seven event types of the WebSocket contract, plain strings on the wire. */
export const EVENT_TYPES = [
  "agent_started",
  "agent_thinking",
  "agent_completed",
  "tool_executing",
  "tool_completed",
  "error_occurred",
  "status_update",
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** One event as it is sent: `type`, `timestamp` (RFC 3339) and what belongs to the type. */
export interface ServerEvent {
  type: EventType;
  timestamp: string;
  [field: string]: unknown;
}

export function createEvent(type: EventType, fields: Record<string, unknown> = {}): ServerEvent {
  return { type, timestamp: new Date().toISOString(), ...fields };
}
