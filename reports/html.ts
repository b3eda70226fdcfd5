import type { Run } from "../src/model/run.ts";
import { renderPage } from "./html/page.ts";

/**
 * The run as one HTML page that needs nothing but itself: no script, no font, no request. Text of the host is escaped and
 * can never become markup. The same run gives the same bytes.
 */
export function renderHtml(run: Run): string {
  return renderPage(run).text;
}
