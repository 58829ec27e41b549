/** `html`: one page for a browser; `markdown`: for a pull request or a wiki; `junit`: JUnit XML; `json`: the result itself. */
export const REPORT_FORMATS = ["html", "markdown", "junit", "json"] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];
