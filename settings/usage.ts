import * as z from "zod";
import { field } from "./field.ts";

const pricing = "https://cloud.google.com/run/pricing";

/** The share that a service is charged with of a Cloud SQL instance that others use too. */
const databaseUsage = field(
  z
    .strictObject({
      cpu: field(z.int().min(1).max(96), {
        description: "CPUs of the Cloud SQL instance.",
        expected: "a whole number of CPUs from 1 to 96",
        example: "1",
        unit: "vCPU",
        source: "https://cloud.google.com/sql/docs/postgres/create-instance",
      }),
      memoryGiB: field(z.number().min(0.6).max(624), {
        description: "Memory of the Cloud SQL instance.",
        expected: "GiB from 0.6 to 624",
        example: "3.75",
      }),
      storageGiB: field(z.int().min(10).max(65536), {
        description: "SSD storage of the Cloud SQL instance.",
        expected: "whole GiB from 10 to 65536",
        example: "10",
      }),
      share: field(z.number().min(0).max(1), {
        description: "Part of the instance's cost that this service bears.",
        expected: "a number from 0 to 1",
        example: "0.5",
      }),
    })
    .optional(),
  {
    description:
      "The Cloud SQL instance and the share of it that this service bears; left out, it costs nothing here.",
    expected: "a map with cpu, memoryGiB, storageGiB and share",
    example: "{ cpu: 1, memoryGiB: 3.75, storageGiB: 10, share: 0.5 }",
    source: "https://cloud.google.com/sql/pricing",
  },
);

/** What is assumed of a service's use, to say what it costs; nothing in the cloud depends on it. */
export const usageSchema = field(
  z
    .strictObject({
      requestsPerMonth: field(z.int().min(0).default(100_000), {
        description: "Requests in a month.",
        expected: "a whole number",
        example: "100000",
        unit: "requests",
        source: pricing,
      }),
      meanRequestMilliseconds: field(z.number().positive().default(200), {
        description: "Mean time that a request takes.",
        expected: "a number above 0",
        example: "200",
        source: pricing,
      }),
      webSocketHoursPerMonth: field(z.number().min(0).max(730).default(0), {
        description: "Hours in which at least one WebSocket is open: the instance is paid for as long.",
        expected: "hours from 0 to 730",
        example: "176",
        source: "https://cloud.google.com/run/docs/triggering/websockets",
      }),
      canariesPerMonth: field(z.int().min(0).default(0), {
        description:
          "Deployments in a month that go step by step; each keeps two revisions busy until its last step.",
        expected: "a whole number",
        example: "20",
        unit: "canaries",
      }),
      spread: field(z.number().min(1).max(10).default(2), {
        description:
          "How wrong the number of requests may be: the range is from 1/spread of it to spread times it.",
        expected: "a number from 1 to 10",
        example: "2",
      }),
      freeTierShare: field(z.number().min(0).max(1).default(0), {
        description: "Part of the billing account's free tier that is expected to be left for this service.",
        expected: "a number from 0 to 1",
        example: "0",
        source: pricing,
      }),
      database: databaseUsage,
    })
    .prefault({}),
  {
    description: "Assumed use, for `stage cost` and the cost in pull requests.",
    expected: "a map of assumptions",
    example: "{ requestsPerMonth: 100000, webSocketHoursPerMonth: 176 }",
  },
);

export type UsageSettings = z.output<typeof usageSchema>;
