import type { Run } from "../src/model/run.ts";
import { renderCtrf } from "./ctrf.ts";
import { renderGithub } from "./github.ts";
import { renderHar } from "./har.ts";
import { renderHtml } from "./html.ts";
import { renderJson } from "./json.ts";
import { renderJunit } from "./junit.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderSarif } from "./sarif.ts";

export const reportFormats = ["html", "json", "junit", "sarif", "markdown", "github", "ctrf", "har"] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** What is written where nothing else is asked for: a page for people, data and test results for machines. */
export const usualFormats: readonly ReportFormat[] = ["html", "json", "junit"];

interface Report {
  /** The name of the file. */
  readonly file: string;
  /** The same run gives the same text. */
  readonly render: (run: Run) => string;
}

/** Every format in which a run can be written. */
export const reports: Readonly<Record<ReportFormat, Report>> = {
  html: { file: "report.html", render: renderHtml },
  json: { file: "report.json", render: renderJson },
  junit: { file: "junit.xml", render: renderJunit },
  sarif: { file: "report.sarif", render: renderSarif },
  markdown: { file: "report.md", render: renderMarkdown },
  github: { file: "annotations.txt", render: renderGithub },
  ctrf: { file: "ctrf.json", render: renderCtrf },
  har: { file: "divergences.har", render: renderHar },
};
