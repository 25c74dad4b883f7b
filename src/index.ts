/** The public API. */
export { type OptionPath, UserError, type UserErrorOptions } from "./errors.ts";
export { defineFlow, type Flow, type FlowCommand, type FlowContext, type FlowInput } from "./flow.ts";
export type * from "./trace/model/types.ts";
export { parseTrace } from "./trace/model/parse.ts";
export { serializeTrace } from "./trace/model/serialize.ts";
export { type ExampleChoice, type OpenExamples, openExamples } from "./stabilize/open-examples.ts";
export { stabilize, type Stabilized, type StabilizeOptions } from "./stabilize/stabilize.ts";
export type { StabilizeRules } from "./compare/rules.ts";
export { openTrace } from "./import/open-trace.ts";
export { readText, readTrace, writeFileAtomically, writeTrace } from "./trace/files/file.ts";
export { recoverSession } from "./record/capture/recover-session.ts";
export { type Recovered, recoverJournal } from "./record/capture/recover-journal.ts";
export { findJournals, isSessionFolder, inspectJournal, type JournalStatus } from "./trace/journal/inspect-journal.ts";
export type { RedactionPolicy, SecretRule } from "./redact/policy.ts";
export { isSecretName } from "./redact/names.ts";
export { createRedactor, type Redactor, type RedactorOptions } from "./redact/redactor.ts";
export { SUBSTITUTED_KINDS, type SubstitutedKind } from "./redact/substitutes.ts";
export { redactTrace, type RedactedTrace } from "./redact/redact-trace.ts";
export { record, type Recorded, type RecordedClient, type RecordOptions } from "./record/record.ts";
export { createRecorder, type Recorder, type RecorderOptions } from "./record/capture/recorder.ts";
export { type RecordedFlow, recordFlow, type RecordFlowOptions } from "./record/capture/record-flow.ts";
export { type FirstWalkthrough, formatFirstConfig } from "./project/config/first.ts";
export {
  type Config,
  type OpenApiSource,
  parseConfig,
  type RedactSettings,
  type WalkthroughConfig,
} from "./project/config/parse.ts";
export type { Catalog } from "./project/catalog.ts";
export { adviseNearest } from "./nearest-name.ts";
export { locateOption, type OptionPlace } from "./project/config/locate-option.ts";
export { parseOpenApi } from "./openapi/parse-openapi.ts";
export { type Authority, openAuthority, removeAuthority, renewAuthority } from "./record/certificates/authority.ts";
export type { ServerCredentials } from "./record/certificates/create-credentials.ts";
export { BUNDLE_VARIABLES } from "./record/certificates/trusted-roots.ts";
export { type ProxyOptions, type RecordingProxy, type ReverseOptions, startProxy } from "./record/proxy/proxy.ts";
export {
  recordSession,
  type RecordedSession,
  type RecordSessionOptions,
  type SessionListener,
} from "./record/record-session.ts";
export { type RecordCommandOptions, recordCommand, type RecordedCommand } from "./record/record-command.ts";
export { type Environment, toChildEnvironment, toExportLines } from "./record/command/environment.ts";
export type { TrustFiles } from "./record/certificates/trust-files.ts";
export { type ChildSettings, type Variable, VARIABLES } from "./record/command/variables.ts";
export { examineMachine } from "./doctor/examine-machine.ts";
export { examineProgram } from "./doctor/examine-program.ts";
export { examineTrace } from "./doctor/examine-trace.ts";
export type { Finding, Machine } from "./doctor/finding.ts";
export { type FileFinding, scanFiles, type ScanReport } from "./redact/scan/scan-files.ts";
export { refuseSecretName, refuseSecrets } from "./redact/scan/gate.ts";
export { scanText, type ScanFinding } from "./redact/scan/scan-text.ts";
export { toSarif } from "./redact/scan/sarif.ts";
export type { SaveSummary } from "./record/capture/save.ts";
export {
  createSession,
  joinSession,
  saveSession,
  type SaveSessionOptions,
  type Session,
} from "./record/capture/session.ts";
export { toEnvironment } from "./record/register/settings.ts";
export { type AnalyzeOptions, analyze } from "./analyze/analyze.ts";
export type * from "./analyze/types.ts";
export { type CompareOptions, compare } from "./compare/compare.ts";
export { findCommonBeginning } from "./compare/common-beginning.ts";
export { formatReport, type ReportFormat, type ReportOptions } from "./compare/report.ts";
export type * from "./compare/types.ts";
export { createReport, EXPORT_FORMATS, exportTrace, type ExportOptions } from "./export/export.ts";
export type { Exported, ExportFormat } from "./export/formats.ts";
export { importTrace } from "./import/import.ts";
export { readShellWords } from "./import/shell-words.ts";
export { type ShareOptions, type SharedTrace, shareTrace } from "./share/share.ts";
export type { Manifest } from "./share/manifest.ts";
export { type Diagram, toDiagrams } from "./diagram/diagrams.ts";
export { toMermaid } from "./diagram/mermaid/mermaid.ts";
export { toSequenceDiagram } from "./diagram/to-sequence-diagram.ts";
export { toLadder } from "./diagram/terminal/ladder.ts";
export { partOf } from "./diagram/part-of.ts";
export { createStepLines, type StepLineOptions } from "./diagram/terminal/step-lines.ts";
export { type StepTableOptions, toStepTable } from "./diagram/terminal/step-table.ts";
export { toStepText } from "./diagram/terminal/step-text.ts";
export type { Caption } from "./diagram/caption.ts";
export { type ImageJob, type ImageOptions, type Images, renderImages } from "./diagram/image.ts";
export { isPictureOf, stampPicture } from "./diagram/stamp.ts";
export { writeCaption } from "./page/caption.ts";
export {
  type OmittedRange,
  type FurtherPage,
  type PageDiagram,
  type PagePlace,
  type PageOptions,
  renderPage,
  type StepHighlights,
} from "./page/page.ts";
export { listTemplates, readOwnTemplate, type TemplateInfo } from "./page/list-templates.ts";
export { checkTemplates, type TemplateProblem } from "./page/check-templates.ts";
export { type CheckedPage, checkPage, isFailure, type PageFinding } from "./project/check/check-page.ts";
export { formatAnnotations, formatFindings, formatPatch } from "./project/check/format-check.ts";
export { type MergedPage, type MergeOptions, mergePage } from "./regions/merge.ts";
export { formatMergeReport } from "./regions/format-merge-report.ts";
export { type MergeReport, needsAuthor } from "./regions/merge-report.ts";
export { moveStep, moveStepAcross, type NamedPage, type PageWrite } from "./regions/move-step.ts";
export {
  type PictureToDraw,
  render,
  type RenderedPage,
  type RenderOptions,
  renderWithPictures,
} from "./walkthrough.ts";
export { describeStaleHighlight, type StaleHighlight } from "./page/stale-highlights.ts";
export { describeStaleName, type StaleName } from "./analyze/stale-names.ts";
export { type PagePlan, planPages, type PlannedPage } from "./pages.ts";
export { hasProse, isFurtherPage } from "./regions/leftover.ts";
export { type MovingSection, putSections, takeSections } from "./regions/move-sections.ts";
export { startReplayProxy, type ReplayProxy, type ReplayProxyOptions } from "./replay/replay-proxy.ts";
export { replayCommand, type ReplayCommandOptions, type ReplayedCommand } from "./replay/replay-command.ts";
export { replay, type ReplayOptions, type ReplayServer } from "./replay/server.ts";
