import type { Measurements } from "../../validation/result/measured.ts";
import type { ValidationResult } from "../../validation/result.ts";
import { figure, words } from "../cells.ts";
import { latencyChart } from "../charts/latency.ts";
import type { Block, Cell, Section } from "../document.ts";
import { checksOf } from "./checks-of.ts";

/** Answer times, memory, cold start: measured, each with how often. */
export function performance(result: ValidationResult): Section {
  const { measurements } = result;
  return {
    id: "performance",
    title: "Performance",
    blocks: [
      ...latencyBlocks(measurements),
      ...resourceFacts(measurements),
      ...checksOf(result, "performance"),
    ],
  };
}

function latencyBlocks({ latency }: Measurements): Block[] {
  if (latency.length === 0) return [{ kind: "text", text: "No answer times were measured." }];
  const columns = ["p50Milliseconds", "p95Milliseconds", "p99Milliseconds", "maxMilliseconds"] as const;
  return [
    latencyChart(latency),
    {
      kind: "table",
      caption: "Answer times by endpoint",
      columns: [
        { title: "Endpoint" },
        ...["n", "p50", "p95", "p99", "max", "failures"].map((title) => ({ title, numeric: true })),
      ],
      rows: latency.map((row, index) => {
        const at = `measurements.latency.${index}`;
        return [
          { text: row.endpoint, code: true },
          figure(row.n, "", `${at}.n`),
          ...columns.map((name) => figure(row[name], "ms", `${at}.${name}`)),
          figure(row.failures, "", `${at}.failures`, row.failures > 0 ? "bad" : "dim"),
        ];
      }),
    },
  ];
}

function resourceFacts({ memory, coldStart }: Measurements): Block[] {
  const rows: [string, Cell][] = [];
  if (memory) {
    rows.push(
      ["Memory in use", figure(memory.usedMiB, "MiB", "measurements.memory.usedMiB")],
      ["Memory limit", figure(memory.limitMiB, "MiB", "measurements.memory.limitMiB")],
      ["Share of the limit", words(`${((memory.usedMiB / memory.limitMiB) * 100).toFixed(1)} %`)],
      ["Measured", words(`${memory.n} × from ${memory.source}`, "dim")],
    );
  }
  if (coldStart) {
    rows.push(
      ["Cold start", figure(coldStart.seconds, "s", "measurements.coldStart.seconds")],
      ["Cold start measured", words(`${coldStart.n} × from ${coldStart.source}`, "dim")],
    );
  }
  return rows.length === 0 ? [] : [{ kind: "facts", rows }];
}
