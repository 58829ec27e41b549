import { costPage } from "./cost-page.ts";
import { exitCodesPage } from "./exit-codes-page.ts";
import type { Page } from "./page.ts";
import { policiesPage } from "./policies-page.ts";
import { previewCommentPage } from "./preview-comment-page.ts";
import { readmePage } from "./readme-page.ts";
import { resultSchemaPage } from "./result-schema-page.ts";
import { settingsPage } from "./settings-page.ts";
import { verbsPage } from "./verbs-page.ts";

/** Every generated page; a new one is a file beside this with a {@link Page}, named here. */
export const pages: Page[] = [
  readmePage,
  settingsPage,
  exitCodesPage,
  verbsPage,
  policiesPage,
  costPage,
  previewCommentPage,
  resultSchemaPage,
];
