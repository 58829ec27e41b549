import type { Colors } from "picocolors/types.js";
import type { ServiceResult, UpResult } from "../deploy/up-result.ts";
import { sizeInWords } from "./duration.ts";
import { verdictLine } from "./validation-text.ts";

/** What people read at the end of `stage up`: one block per service, the timings, the address last. */
export function summaryText(result: UpResult, colors: Colors): string {
  const where =
    result.environment === "rehearsal"
      ? `rehearsal on this machine of ${result.project}/${result.region}`
      : `${result.project}/${result.region}`;
  const blocks = result.services.map((service) => serviceBlock(service, where, colors));
  return [...blocks, timings(result, colors)].join("\n");
}

function serviceBlock(service: ServiceResult, where: string, colors: Colors): string {
  const { limits, image } = service;
  const rows: [string, string][] = [
    ["revision", `${service.revision}${service.newRevision ? " (new)" : " (unchanged)"}`],
    ["image", image.digest],
    ["size", sizeLine(image)],
    [
      "limits",
      `${limits.cpu} CPU, ${limits.memory}, ${limits.concurrency} requests at a time, ${limits.timeoutSeconds} s`,
    ],
    ["instances", `${limits.minInstances} to ${limits.maxInstances}`],
    ["traffic", service.traffic.map((target) => trafficLine(target)).join(", ")],
    ["health", healthLine(service)],
    ["verdict", service.validation ? verdictLine({ verdict: service.validation }, colors) : "not validated"],
    ["address", colors.cyan(service.url)],
  ];
  return [
    "",
    `${colors.bold(service.name)} is live (${where})`,
    ...rows.map(([name, value]) => `  ${colors.dim(name.padEnd(10))} ${value}`),
  ].join("\n");
}

function sizeLine({ sizeBytes, base, standsInFor }: ServiceResult["image"]): string {
  const size = sizeBytes === null ? "not known here" : sizeInWords(sizeBytes);
  return standsInFor ? `${size}, on ${base}, a stand-in for ${standsInFor}` : `${size}, on ${base}`;
}

function trafficLine({ revision, percent, tag, uri }: ServiceResult["traffic"][number]): string {
  return `${percent} % to ${revision}${tag ? ` (tag ${tag}: ${uri})` : ""}`;
}

function healthLine({ health, healthSkipped }: ServiceResult): string {
  if (!health) return `not asked: ${healthSkipped}`;
  return `${health.url} answered ${health.status} in ${Math.round(health.seconds * 1000)} ms`;
}

function timings({ steps, totalSeconds }: UpResult, colors: Colors): string {
  const parts = steps.map(({ title, seconds }) => `${title} ${seconds.toFixed(1)} s`);
  return ["", colors.dim(`${parts.join(" · ")} · in all ${totalSeconds.toFixed(1)} s`)].join("\n");
}
