import type {
  Evidence,
  HttpEvidence,
  MeasurementEvidence,
  SocketEvidence,
} from "../validation/result/evidence.ts";
import { numberText } from "./cells.ts";

/** Evidence as a title and lines of text, the same in every form of the report. */
export function evidenceText(evidence: Evidence): { title: string; text: string } {
  switch (evidence.kind) {
    case "http":
      return httpText(evidence);
    case "log": {
      const lines = evidence.lines.map(({ time, severity, text }) =>
        [time, severity, text].filter((part) => part !== undefined).join(" "),
      );
      const left = evidence.left ? [`… ${evidence.left} more`] : [];
      return { title: `Log of ${evidence.source}`, text: [...lines, ...left].join("\n") };
    }
    case "comparison": {
      const lines = evidence.rows.map(
        ({ path, declared, live, agrees }) =>
          `${agrees ? "=" : "≠"} ${path}: declared ${declared}, live ${live}`,
      );
      return { title: evidence.title, text: lines.join("\n") };
    }
    case "measurement":
      return measurementText(evidence);
    case "websocket":
      return socketText(evidence);
    case "certificate": {
      const { kind: _kind, host, ...rest } = evidence;
      const lines = Object.entries(rest).map(
        ([name, value]) => `${name}: ${Array.isArray(value) ? value.join(", ") : value}`,
      );
      return { title: `Certificate of ${host}`, text: lines.join("\n") };
    }
    case "text":
      return { title: evidence.title, text: evidence.text };
  }
}

function httpText({ request, response, error }: HttpEvidence): { title: string; text: string } {
  const answer = response
    ? `${response.status} in ${numberText(response.milliseconds)} ms`
    : `no answer: ${error ?? "unknown"}`;
  const headers = (of: Record<string, string> | undefined) =>
    Object.entries(of ?? {}).map(([name, value]) => `${name}: ${value}`);
  const body = response?.body === undefined ? [] : ["", `${response.body}${response.bodyCut ? " …" : ""}`];
  return {
    title: `${request.method} ${request.url} → ${answer}`,
    text: [
      `${request.method} ${request.url}`,
      ...headers(request.headers),
      ...(request.body === undefined ? [] : ["", request.body]),
      "",
      ...(response
        ? [
            `${response.httpVersion ? `HTTP/${response.httpVersion} ` : ""}${response.status}`,
            ...headers(response.headers),
            ...body,
          ]
        : [`error: ${error ?? "unknown"}`]),
    ].join("\n"),
  };
}

function measurementText(evidence: MeasurementEvidence): { title: string; text: string } {
  const { name, unit, n, budget, method } = evidence;
  const values = (["value", "min", "p50", "p95", "p99", "max"] as const).flatMap((key) => {
    const value = evidence[key];
    return value === undefined ? [] : [`${key} ${numberText(value)} ${unit}`];
  });
  return {
    title: `${name}, n = ${n}`,
    text: [
      values.join(", "),
      ...(budget === undefined ? [] : [`budget ${numberText(budget)} ${unit}`]),
      ...(method === undefined ? [] : [method]),
    ].join("\n"),
  };
}

function socketText({
  url,
  offered,
  status,
  protocol,
  messages,
  closeCode,
  closeReason,
  error,
}: SocketEvidence): {
  title: string;
  text: string;
} {
  const end =
    closeCode === undefined ? [] : [`closed with ${closeCode}${closeReason ? ` (${closeReason})` : ""}`];
  return {
    title: `WebSocket ${url}`,
    text: [
      `offered: ${offered.join(", ") || "no subprotocol"}`,
      ...(status === undefined ? [] : [`answer to the upgrade: ${status}`]),
      ...(protocol === undefined ? [] : [`subprotocol: ${protocol}`]),
      ...messages.map(
        ({ direction, milliseconds, text }) =>
          `${direction === "sent" ? "→" : "←"} ${numberText(milliseconds)} ms  ${text}`,
      ),
      ...end,
      ...(error === undefined ? [] : [`error: ${error}`]),
    ].join("\n"),
  };
}
