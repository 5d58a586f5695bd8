import { noTracing, type Traced, type Tracing } from './tracing.ts';

/**
 * OpenTelemetry, when `OTEL_EXPORTER_OTLP_ENDPOINT` says where to; otherwise nothing of it is loaded. Its own variables
 * (`OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_TRACES_SAMPLER`, `OTEL_BSP_…`) hold as its documentation has them.
 */
export const openTracing = async (traced: Traced, env: NodeJS.ProcessEnv): Promise<Tracing> => {
  const endpoint = env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? '';
  if (endpoint === '') return noTracing;
  const { openTelemetry } = await import('./telemetry.ts');
  return openTelemetry(traced);
};
