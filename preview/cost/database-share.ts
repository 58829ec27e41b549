import type { UsageSettings } from "../../settings/usage.ts";
import type { BillLine } from "./bill.ts";
import type { Prices } from "./prices.ts";

const MONTH_HOURS = 730;

/** The line for a share of a Cloud SQL instance; undefined where none is assumed. https://cloud.google.com/sql/pricing */
export function databaseLine(database: UsageSettings["database"], prices: Prices): BillLine | undefined {
  if (!database) return undefined;
  const { cpuHourUsd, memoryGiBHourUsd, storageGiBMonthUsd } = prices.database;
  const instance =
    MONTH_HOURS * (database.cpu * cpuHourUsd + database.memoryGiB * memoryGiBHourUsd) +
    database.storageGiB * storageGiBMonthUsd;
  return {
    what: "Cloud SQL",
    quantity: database.share,
    unit: "share of the instance",
    usd: instance * database.share,
  };
}
