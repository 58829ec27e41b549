import type { ValidationResult } from "../../validation/result.ts";

export interface MeasuredFigure {
  name: string;
  unit: string;
  value: number;
}

/** Everything of a result that was measured and can be set beside another's. */
export function measuredFigures({ startup, measurements, image }: ValidationResult): MeasuredFigure[] {
  const { latency, memory, coldStart } = measurements;
  return [
    ...(startup ? [seconds("Start-up", startup.totalSeconds)] : []),
    ...(startup?.phases ?? []).map((phase) => seconds(`Start-up phase ${phase.name}`, phase.seconds)),
    ...latency.flatMap((row) => [
      { name: `${row.endpoint} p50`, unit: "ms", value: row.p50Milliseconds },
      { name: `${row.endpoint} p95`, unit: "ms", value: row.p95Milliseconds },
      { name: `${row.endpoint} p99`, unit: "ms", value: row.p99Milliseconds },
    ]),
    ...(memory ? [{ name: "Memory in use", unit: "MiB", value: memory.usedMiB }] : []),
    ...(coldStart ? [seconds("Cold start", coldStart.seconds)] : []),
    ...(image ? [{ name: "Image size, unpacked", unit: "MiB", value: image.sizeBytes / 2 ** 20 }] : []),
  ];
}

function seconds(name: string, value: number): MeasuredFigure {
  return { name, unit: "s", value };
}
