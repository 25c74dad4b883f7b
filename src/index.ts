/** The public API. */
export { type OptionPath, UserError, type UserErrorOptions } from "./errors.ts";
export { defineFlow, type Flow, type FlowCommand, type FlowContext, type FlowInput } from "./flow.ts";
export type * from "./trace/model/types.ts";
export { parseTrace } from "./trace/model/parse.ts";
export { serializeTrace } from "./trace/model/serialize.ts";
export type { OpenExamples } from "./stabilize/open-examples.ts";
export { stabilize, type Stabilized, type StabilizeOptions } from "./stabilize/stabilize.ts";
export type { StabilizeRules } from "./compare/rules.ts";
export { openTrace } from "./import/open-trace.ts";
export { readText, readTrace, writeTrace } from "./trace/files/file.ts";
export type { RedactionPolicy, SecretRule } from "./redact/policy.ts";
export { isSecretName } from "./redact/names.ts";
export { createRedactor, type Redactor, type RedactorOptions } from "./redact/redactor.ts";
export type { SubstitutedKind } from "./redact/substitutes.ts";
export { record, type Recorded, type RecordedClient, type RecordOptions } from "./record/record.ts";
export { type RecordedFlow, recordFlow, type RecordFlowOptions } from "./record/capture/record-flow.ts";
export type { Config, WalkthroughConfig } from "./project/config/parse.ts";
export type { OpenApiSource, RedactSettings } from "./project/config/types.ts";
export type { Catalog } from "./project/catalog.ts";
export { parseOpenApi } from "./openapi/parse-openapi.ts";
export { type Authority, openAuthority } from "./record/certificates/authority.ts";
export type { ServerCredentials } from "./record/certificates/create-credentials.ts";
export {
  recordProxy,
  type RecordedPrograms,
  type RecordProxyOptions,
  type ProxyListener,
} from "./record/record-proxy.ts";
export { type RecordCommandOptions, recordCommand, type RecordedCommand } from "./record/record-command.ts";
export type { ClientCertificateFiles } from "./record/certificates/client-certificate.ts";
export type { Environment } from "./record/command/environment.ts";
export { scanText, type ScanFinding } from "./redact/scan/scan-text.ts";
export type { SaveSummary } from "./record/capture/save.ts";
export { type AnalyzeOptions, analyze } from "./analyze/analyze.ts";
export type * from "./analyze/types.ts";
export { type CompareOptions, compare } from "./compare/compare.ts";
export { formatReport, type ReportFormat, type ReportOptions } from "./compare/report.ts";
export type * from "./compare/types.ts";
export { type Exported, exportTrace, type ExportOptions } from "./export/export.ts";
export type { ExportFormat } from "./export/formats.ts";
export { importTrace } from "./import/import.ts";
export { type ShareOptions, type SharedTrace, shareTrace } from "./share/share.ts";
export type { Manifest } from "./share/manifest.ts";
export type { Diagram } from "./diagram/diagrams.ts";
export { toMermaid } from "./diagram/mermaid/mermaid.ts";
export { toSequenceDiagram } from "./diagram/to-sequence-diagram.ts";
export { toLadder } from "./diagram/terminal/ladder.ts";
export type { Caption } from "./diagram/caption.ts";
export { type ImageJob, type ImageOptions, type Images, renderImages } from "./diagram/image.ts";
export { writeCaption } from "./page/caption.ts";
export type { OmittedRange, FurtherPage, PageDiagram, PagePlace, PageOptions, StepHighlights } from "./page/page.ts";
export { type CheckedPage, checkPage, type PageFinding } from "./project/check/check-page.ts";
export { type MergedPage, type MergeOptions, mergePage } from "./regions/merge.ts";
export type { MergeReport } from "./regions/merge-report.ts";
export { type PictureToDraw, render, type RenderedPage, type RenderOptions } from "./walkthrough.ts";
export { replayCommand, type ReplayCommandOptions, type ReplayedCommand } from "./replay/replay-command.ts";
export { replay, type ReplayOptions, type ReplayServer } from "./replay/server.ts";
export { openProject } from "./project/open-project.ts";
export type { Surroundings } from "./project/catalog.ts";
export {
  type RecordedWalkthrough,
  recordWalkthrough,
  type RecordWalkthroughOptions,
} from "./project/record/record-walkthrough.ts";
export type { Run } from "./project/record/run-walkthrough.ts";
export {
  type RenderedWalkthrough,
  renderWalkthrough,
  type RenderWalkthroughOptions,
} from "./project/pages/render-walkthrough.ts";
export type { MergedFile, WrittenPages } from "./project/pages/write-pages.ts";
export {
  checkWalkthrough,
  type CheckWalkthroughOptions,
  type WalkthroughCheck,
} from "./project/check/check-walkthrough.ts";
export type { CheckedFile, PagesCheck } from "./project/check/check-pages.ts";
